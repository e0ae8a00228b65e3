"""The WSGI application that the server's processes load."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
