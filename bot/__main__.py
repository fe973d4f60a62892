"""Start the console script."""

from bot.command_line.app import main

if __name__ == "__main__":
    main()
