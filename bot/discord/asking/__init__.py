"""Questions: by command, in messages, from menus, and the buttons below their answers."""
