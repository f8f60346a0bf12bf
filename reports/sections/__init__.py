"""The parts of a briefing, one file a part: each turns the counts into sentences and tables."""
