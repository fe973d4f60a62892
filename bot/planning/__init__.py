"""Plans counted back from the Match: dated steps, weeks of study, what collides and what no longer fits."""
