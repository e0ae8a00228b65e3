"""`luoshi book`: what is done to a book as a whole."""

import typer

book = typer.Typer(help="A book as a whole: keep it, bring it back.", no_args_is_help=True)
