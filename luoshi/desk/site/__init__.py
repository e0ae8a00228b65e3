"""The public site: pages built from sealed releases, in Chinese at `/` and in English at `/en/`."""
