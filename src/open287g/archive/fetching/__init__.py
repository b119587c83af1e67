"""Bringing ICE's page and its lists, whole or not at all."""
