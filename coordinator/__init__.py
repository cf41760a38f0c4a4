"""Coordinator: run mentoring cohorts from the keyboard.

This package is the application without a screen: it never imports Textual.
"""

__version__ = "0.1.0"
