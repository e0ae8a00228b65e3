"""Signing in, with a lock after too many failures."""

from datetime import timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from luoshi.errors import UserFault
from luoshi.office.accounts.models import Attempt, User
from luoshi.office.audit.actions import write_audit

# Five in a quarter of an hour are 480 a day: nobody guesses a password of twelve characters with that.
MOST, MINUTES = 5, 15


def check_password(*, username: str, password: str) -> User | None:
    """Return the person whom name and password belong to, or None where they belong to nobody.

    Raises UserFault once a name has failed too often, for the right password too and for names that do not
    exist, so that the lock tells nothing. No address is kept: the lock is on the name alone.
    """
    key = salted_hmac("luoshi.attempt", username.strip(), algorithm="sha256").hexdigest()
    since = timezone.now() - timedelta(minutes=MINUTES)
    # Noted before the password is looked at: guesses sent all at once count each other.
    with transaction.atomic():
        Attempt.objects.filter(at__lt=since).delete()
        made = Attempt.objects.create(key=key, at=timezone.now())
        before = Attempt.objects.filter(key=key).exclude(pk=made.pk).count()
        if before == MOST:
            write_audit(action="account.locked", subject="account", by="", content={"attempts": before})
        if before > MOST:
            made.delete()
    if before >= MOST:
        raise UserFault("accounts.locked", most=MOST, minutes=MINUTES)
    person = authenticate(username=username.strip(), password=password)
    if not isinstance(person, User):
        return None
    with transaction.atomic():
        Attempt.objects.filter(key=key).delete()
        write_audit(action="account.sign_in", subject=f"account {person.username}", by=person.username, content={})
    return person
