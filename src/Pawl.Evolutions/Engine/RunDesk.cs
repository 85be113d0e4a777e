using Pawl.Llm.Breaker;
using Pawl.Llm.Cache;
using Pawl.Llm.Desk;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;
using Pawl.Llm.Queue;
using Pawl.Llm.Sending;
using Pawl.Llm.Settings;
using Pawl.Runs.Workloads;

namespace Pawl.Evolutions.Engine;

/// <summary>The desk of one run, with all that stands behind it: ledger, cache, budget, queue, breaker, provider.</summary>
internal sealed class RunDesk : IAsyncDisposable
{
    private readonly CallSenders _senders;
    private readonly CallSender _sender;
    private readonly RunCalls _calls;

    private RunDesk(CallSenders senders, CallSender sender, RunCalls calls) => (_senders, _sender, _calls) = (senders, sender, calls);

    public CallDesk Desk => _calls.Desk;

    public CallLedger Ledger => _calls.Ledger;

    public CallQueue Queue => _sender.Queue;

    /// <value>What calls wait for just now, for people; null when they go through.</value>
    public string? Waiting => _sender.Breaker.State is { Position: not BreakerPosition.Closed } state ? state.ToString() : null;

    /// <exception cref="Pawl.Llm.Credentials.CredentialException">There is no key.</exception>
    /// <exception cref="PriceListException">The price list cannot be read.</exception>
    public static RunDesk Open(IRunContext context, LlmSettings settings)
    {
        var senders = new CallSenders(context.DataRoot, context.Time);
        try
        {
            // The waits between tries are drawn from the run's id: spread over runs, and nothing in the output depends on them.
            var random = new Random(context.RunId.Aggregate(17, (seed, sign) => unchecked((seed * 31) + sign)));
            var sender = senders.Open(settings, random, new CallLog(context));
            var calls = RunCalls.Open(
                context.RunId,
                context.Folder.Root,
                context.DataRoot,
                settings,
                sender,
                context.Time,
                damage => context.Log(RunLogLevel.Warning, Told(damage)),
                warning => context.Log(RunLogLevel.Warning, warning.Message)
            );
            return new RunDesk(senders, sender, calls);
        }
        catch
        {
            senders.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _calls.DisposeAsync();
        _senders.Dispose();
    }

    private static string Told(CacheDamage damage) =>
        damage.MovedTo is { } moved
            ? $"The cache's entry {damage.Key} is damaged ({damage.Reason}) and was moved to {moved}; the call is made again."
            : $"Cache: {damage.Path}: {damage.Reason}.";
}
