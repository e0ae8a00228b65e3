"""Signing in and out."""

from django import forms
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luoshi.desk.work.answering import render_desk
from luoshi.errors import Language, UserFault
from luoshi.office import PUBLIC, SIGNED_IN, allow
from luoshi.office.accounts.signing_in import check_password


class SignInForm(forms.Form):
    """A name and a password, of lengths that are worth hashing."""

    username = forms.CharField(max_length=64)
    password = forms.CharField(max_length=256, strip=False)


@allow(PUBLIC)
def sign_in(request: HttpRequest, language: Language) -> HttpResponse:
    """Show the form, or let somebody in and lead to where they wanted to go."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    # Only a path of ours: a link to the form must not lead elsewhere after it.
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted = reverse(f"{language}:desk")
    context: dict[str, object] = {"next": wanted}
    if request.method != "POST":
        return render_desk(request, "sign_in", context)
    form = SignInForm(request.POST)
    context |= {"typed": request.POST.get("username", "")[:64], "wrong": True}
    if form.is_valid():
        try:
            person = check_password(**form.cleaned_data)
        except UserFault as fault:
            return render_desk(request, "sign_in", context | {"fault": fault.say(language)}, status=429)
        if person is not None:
            login(request, person)
            return HttpResponseRedirect(wanted)
    return render_desk(request, "sign_in", context, status=422)


@allow(SIGNED_IN)
@require_POST
def sign_out(request: HttpRequest, language: Language) -> HttpResponse:
    """End the session and lead to the public site."""
    logout(request)
    return HttpResponseRedirect(reverse(f"{language}:home"))
