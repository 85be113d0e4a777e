using Pawl.Shogi.Matches;

namespace Pawl.Cli.Matches;

/// <summary>A match as the command line asks for it.</summary>
/// <param name="Records">The folder to write to, or null.</param>
/// <param name="Format">One of <see cref="GameWriting.Formats"/>.</param>
/// <param name="Resume">Go on with what is in the folder.</param>
internal sealed record MatchOrder(MatchSettings Settings, string? Records, string Format, bool Resume);
