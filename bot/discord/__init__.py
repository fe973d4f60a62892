"""Everything that speaks Discord, and the only place that may: acknowledge, call, show."""
