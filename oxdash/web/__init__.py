"""The app: pages, people, sessions, and the guard in front of them."""
