"""The releases: the list, one release with its manifest, and the sealed files themselves."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from luoshi.desk.shelf import get_shelf
from luoshi.desk.site.caching import LASTING, public_page
from luoshi.desk.site.pages.answering import get_reading, render
from luoshi.desk.site.standing import count_evidence, get_lines
from luoshi.errors import Language
from luoshi.releases import Release

# What tells of nobody. All else may hold small cells by county and month: of real data it is kept back, until a
# release hides small cells itself. A list of what is given, so that a new file is kept back until looked at.
_GIVEN = frozenset({"areas.json", "definitions.json", "parameters.json", "records.json", "verify_release.py"})
_SEAL = ("manifest.json", "manifest.sig")


@dataclass(frozen=True)
class SealedFile:
    """A file of a release; `sha256` is empty for manifest and signature, which hold the other hashes."""

    name: str
    size: int
    sha256: str
    given: bool


@public_page()
def list_all(request: HttpRequest, language: Language) -> HttpResponse:
    """Show all releases, newest first."""
    return render(request, "releases", {"releases": get_shelf().list_releases()})


@public_page(seconds=LASTING)
def show_release(request: HttpRequest, language: Language, release: str) -> HttpResponse:
    """Show what a release says of itself, its files with hashes, and how to verify it."""
    reading = get_reading(release)
    files = list_files(reading.release)
    context = {
        "reading": reading,
        "release": reading.release,
        "manifest": reading.release.manifest,
        "files": files,
        "standalone": any(file.name == "verify_release.py" for file in files),
        "kept_back": any(not file.given for file in files),
        "evidence": count_evidence(reading),
        "lines": get_lines(reading),
        "host": f"{request.scheme}://{request.get_host()}",
    }
    return render(request, "release", context)


def list_files(release: Release) -> list[SealedFile]:
    """Return the files of a release, manifest and signature first; `given` says whether the public may have it."""
    synthetic = release.manifest.vintage.synthetic
    seal = [SealedFile(name, (release.path / name).stat().st_size, "", given=True) for name in _SEAL]
    sealed = [
        SealedFile(name, mark.bytes, mark.sha256, given=synthetic or name in _GIVEN)
        for name, mark in sorted(release.manifest.files.items())
    ]
    return seal + sealed


@public_page(seconds=LASTING)
def download_file(request: HttpRequest, language: Language, release: str, name: str) -> HttpResponse:
    """Answer with a sealed file as it is, byte for byte."""
    reading = get_reading(release)
    if name not in {file.name for file in list_files(reading.release) if file.given}:
        raise Http404
    response = HttpResponse((reading.release.path / name).read_bytes(), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
