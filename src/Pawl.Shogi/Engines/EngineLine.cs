namespace Pawl.Shogi.Engines;

/// <param name="ReadAt">A timestamp of the <see cref="TimeProvider"/>, taken when the line was read, however late somebody looks at it.</param>
internal readonly record struct EngineLine(string Text, long ReadAt);
