"""The first page of the desk."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from luoshi.desk.returns.doors import access_units
from luoshi.desk.todo.queries import list_tasks
from luoshi.desk.work.answering import get_actor, render_desk
from luoshi.errors import Language
from luoshi.office import SIGNED_IN, allow


@allow(SIGNED_IN)
@require_safe
def show_tasks(request: HttpRequest, language: Language) -> HttpResponse:
    """Show what waits for the person, and the posts for which it does."""
    actor = get_actor(request)
    names = {door.unit: door.form.unit.name for door in access_units(actor)}
    posts = [
        {
            "role": post.get_role_display() if language == "zh" else post.role.replace("_", " "),
            "where": names.get(post.area, post.area) if post.area else (post.department or ""),
            "signs": post.signs,
        }
        for post in actor.posts.select_related("department").order_by("role", "area")
    ]
    return render_desk(request, "todo", {"tasks": list_tasks(actor), "posts": posts, "here": "todo"})
