"""Asking for a correction of a figure, and all answers."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from luoshi.desk.corrections.actions import ask_correction
from luoshi.desk.corrections.queries import list_answered
from luoshi.desk.site.caching import public_page
from luoshi.desk.site.pages.answering import get_reading, render
from luoshi.errors import Language, UserFault
from luoshi.office import PUBLIC, allow


class AskForm(forms.Form):
    """What somebody writes: what is wrong, and an address for the answer if they want one."""

    text = forms.CharField(max_length=2000)
    contact = forms.EmailField(required=False)


@public_page()
def list_corrections(request: HttpRequest, language: Language) -> HttpResponse:
    """Show all answered requests."""
    return render(request, "corrections", {"answered": list_answered()})


@allow(PUBLIC)
def ask(request: HttpRequest, language: Language, figure: str) -> HttpResponse:
    """Show the form, or store what was sent and say its number."""
    reading = get_reading()
    if figure not in reading.figures:
        raise Http404
    context: dict[str, object] = {"reading": reading, "figure": reading.figures[figure]}
    status = 200
    if request.method == "POST":
        form = AskForm(request.POST)
        context["typed"] = request.POST
        status = 422
        if form.is_valid():
            try:
                made = ask_correction(release=reading.id, figure=figure, **form.cleaned_data)
            except UserFault as fault:
                context["fault"] = fault.say(language)
            else:
                return HttpResponseRedirect(reverse(f"{language}:asked", args=(figure, made.pk)))
        else:
            context["wrong"] = sorted(form.errors)
    response = render(request, "ask", context, status=status)
    add_never_cache_headers(response)
    return response


@public_page()
def show_asked(request: HttpRequest, language: Language, figure: str, number: int) -> HttpResponse:
    """Say that a request was stored, and what happens next."""
    reading = get_reading()
    if figure not in reading.figures:
        raise Http404
    return render(request, "asked", {"reading": reading, "figure": reading.figures[figure], "number": number})
