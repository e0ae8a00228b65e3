"""Tags that put both languages side by side in a template, and link within one language."""

from fractions import Fraction
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from luoshi.desk.wording import UNITS, say_day, say_exact, say_period, say_plain, say_rounded, say_signed

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, zh: str, en: str, **values: object) -> str:
    """Return the sentence of the page's language, with its values filled in (and escaped as text)."""
    sentence = zh if context["language"] == "zh" else en
    return format_html(sentence, **values) if values else SafeString(sentence)


@register.simple_tag(takes_context=True)
def pick(context: Context, thing: Any, name: str = "name") -> str:  # noqa: ANN401 - anything with name_zh and name_en
    """Return `name_zh` or `name_en` of a thing, the English with a capital."""
    said = str(getattr(thing, f"{name}_{context['language']}"))
    return said[:1].upper() + said[1:]


@register.filter
def grouped(number: int | None) -> str:
    """Return a whole number grouped by three; empty for None."""
    return "" if number is None else f"{number:,}"


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, *args: object) -> str:
    """Return the address of a page in the page's language."""
    return reverse(f"{context['language']}:{name}", args=args)


@register.simple_tag(takes_context=True)
def exact(context: Context, value: Fraction | None, unit: str) -> str:
    """Return the exact value with its unit."""
    return say_exact(value, unit, context["language"])


@register.simple_tag(takes_context=True)
def rounded(context: Context, value: Fraction | None, unit: str) -> str:
    """Return the value as a sentence says it."""
    return say_rounded(value, unit, context["language"])


@register.simple_tag(takes_context=True)
def signed(context: Context, value: Fraction, unit: str) -> str:
    """Return a difference with its sign."""
    return say_signed(value, unit, context["language"])


@register.simple_tag
def plain(value: Fraction, unit: str) -> str:
    """Return the value without its unit, for a table whose head names it."""
    return say_plain(value, unit)


@register.simple_tag(takes_context=True)
def unit_word(context: Context, unit: str) -> str:
    """Return the unit's word; a ratio's is the percent sign."""
    term = UNITS.get(unit)
    return ("%" if unit == "ratio" else unit) if term is None or not term.zh else term.say(context["language"])


@register.simple_tag(takes_context=True)
def period(context: Context, value: Any) -> str:  # noqa: ANN401 - a Period, which the template passes on
    """Return the period in words."""
    return say_period(value, context["language"])


@register.simple_tag(takes_context=True)
def day(context: Context, value: Any) -> str:  # noqa: ANN401 - a date or moment, which the template passes on
    """Return the day in words."""
    return say_day(value, context["language"])


@register.simple_tag(takes_context=True)
def term(context: Context, value: Any) -> str:  # noqa: ANN401 - a Term, which the template passes on
    """Return a term in the page's language."""
    return str(value.say(context["language"]))
