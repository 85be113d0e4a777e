namespace Pawl.Shogi.Engines;

/// <summary>
/// A player that is a program. One thing at a time is asked of it. Every call may throw <see cref="EngineFaultException"/>, after which it can only be
/// disposed of; that ends whatever it started.
/// </summary>
public interface IEngine : IAsyncDisposable
{
    /// <value>As it calls itself.</value>
    string Name { get; }

    /// <summary>Begins a new game: what it learnt of the last one is gone, where it can forget.</summary>
    /// <param name="number">From 1: engines of ours that play at random draw other numbers in each game.</param>
    Task BeginGameAsync(int number, CancellationToken cancellation);

    Task<EngineReply> ThinkAsync(SearchRequest request, CancellationToken cancellation);

    /// <summary>Lets it think in the opponent's time; returns at once. Engines that cannot do nothing.</summary>
    /// <param name="request">The position with the expected answer of the opponent done.</param>
    Task PonderAsync(SearchRequest request, CancellationToken cancellation);

    /// <param name="outcome">For this engine.</param>
    Task EndGameAsync(GameOutcome outcome, CancellationToken cancellation);
}
