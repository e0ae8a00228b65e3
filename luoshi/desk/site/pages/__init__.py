"""The site's views, one module a page family. Each takes the request, the language, and what its address names."""
