namespace Pawl.Web.Views.Shogi;

/// <summary>What a person brings to look at.</summary>
/// <param name="Game">Which of several to show, from 1.</param>
internal sealed record ShogiText(string Text, int Game = 1);
