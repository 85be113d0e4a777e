using Pawl.Cli.Boards;
using Pawl.Shogi.Board;
using Pawl.Shogi.Search;

namespace Pawl.Cli.Play;

/// <param name="Person">Which side the person has.</param>
/// <param name="Seed">Of the engine's choices.</param>
/// <param name="SavePath">Where the game goes when it is over; null for nowhere.</param>
internal sealed record PlaySettings(Color Person, Level Level, ulong Seed, BoardStyle Style, string? SavePath);
