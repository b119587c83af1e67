"""The atlas: pages and API."""
