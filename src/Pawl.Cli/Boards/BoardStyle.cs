namespace Pawl.Cli.Boards;

/// <summary>How a board is drawn.</summary>
/// <param name="Letters">SFEN's letters instead of Japanese pieces.</param>
/// <param name="Flipped">White at the bottom.</param>
/// <param name="Color">With escape sequences of a terminal.</param>
internal sealed record BoardStyle(bool Letters, bool Flipped, bool Color);
