using Pawl.Shogi.Board;
using Pawl.Shogi.Engines;

namespace Pawl.Shogi.Matches;

/// <summary>A place where games of a match are played one after the other, with two engines that stay as long as they behave.</summary>
internal sealed class MatchSeat(MatchSettings settings, TimeProvider time) : IAsyncDisposable
{
    private readonly IEngine?[] _engines = new IEngine?[2];

    public string? NameOf(Player player) => _engines[(int)player]?.Name;

    /// <summary>Starts what is missing.</summary>
    /// <exception cref="EngineFaultException">An engine does not start.</exception>
    public async Task StartAsync(Player player, CancellationToken cancellation)
    {
        var spec = settings.Of(player);
        var told = spec is EngineSpec.Internal own ? own.With(settings.Rules) : spec;
        _engines[(int)player] ??= await told.StartAsync(settings.Timeouts, time, cancellation);
    }

    /// <summary>Plays a game; an engine that fails is gone afterwards, and the next game starts a new one.</summary>
    public async Task<PlayedGame> PlayAsync(Pairing pairing, CancellationToken cancellation)
    {
        foreach (var player in new[] { Player.A, Player.B })
        {
            try
            {
                await StartAsync(player, cancellation);
            }
            catch (EngineFaultException fault)
            {
                return new MatchGame(pairing, settings, [], time).LostWithoutPlay(player, fault.Message);
            }
        }

        var game = new MatchGame(
            pairing,
            settings,
            [_engines[(int)pairing.Of(Color.Black)]!, _engines[(int)pairing.Of(Color.White)]!],
            time
        );
        var played = await game.PlayAsync(cancellation);
        foreach (var player in new[] { Player.A, Player.B })
        {
            if (settings.Restart || game.Broken == player)
            {
                await EndAsync(player);
            }
        }

        return played;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var player in new[] { Player.A, Player.B })
        {
            await EndAsync(player);
        }
    }

    private async Task EndAsync(Player player)
    {
        if (_engines[(int)player] is { } engine)
        {
            _engines[(int)player] = null;
            await engine.DisposeAsync();
        }
    }
}
