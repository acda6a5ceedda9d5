-- What the journeys that ended on one day teach, counted once for all the days on which they are remembered. A row is made when
-- a history asks for its day, and goes when a journey of that day changes; without rows everything is the same, and slower.
CREATE TABLE lessons (
  ended_on TEXT PRIMARY KEY,
  said     TEXT NOT NULL -- track.Lesson as JSON
) STRICT, WITHOUT ROWID;
