using Pawl.Evolutions.Store;
using Pawl.Llm.Ledger;

namespace Pawl.Evolutions.Engine;

/// <summary>
/// Takes every service that is not done through its stages, some at once, and writes down each as soon as it is. One service's failure is
/// its own; what concerns all, such as a refused key, a budget used up or a full disk, ends the work.
/// </summary>
internal sealed class EvolutionEngine(
    IServiceSource source,
    ServicePipeline pipeline,
    EvolutionStore store,
    CallLedger ledger,
    int concurrency,
    bool stopsAtFailure
)
{
    private const int Page = 512;

    /// <param name="stop">No further call is sent; what is on its way is waited for, and a service whose last answer it was is finished.</param>
    /// <param name="abandon">What is on its way is given up.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var pending = new PendingServices(store.Reader, Page);
        var workers = Enumerable.Range(0, concurrency).Select(_ => WorkAsync(pending, halt, abandon)).ToList();
        await Task.WhenAll(workers);
        stop.ThrowIfCancellationRequested();
    }

    private async Task WorkAsync(PendingServices pending, CancellationTokenSource halt, CancellationToken abandon)
    {
        // Off the caller's stack at once: the first services may be answered from the ledger without ever waiting.
        await Task.Yield();
        while (!halt.IsCancellationRequested && pending.Next() is { } ordinal)
        {
            try
            {
                await store.BeginAsync(ordinal);
                var isDone = await OneAsync(ordinal, halt.Token, abandon);
                if (!isDone && stopsAtFailure)
                {
                    await halt.CancelAsync();
                }
            }
            catch (OperationCanceledException) when (halt.IsCancellationRequested)
            {
                return;
            }
            catch
            {
                // The others finish what is on its way; the fault goes to whoever waits for all.
                await halt.CancelAsync();
                throw;
            }
        }
    }

    private async Task<bool> OneAsync(long ordinal, CancellationToken stop, CancellationToken abandon)
    {
        var work = source.Read((int)ordinal);
        var outcome = await pipeline.RunAsync(work, stop, abandon);
        if (outcome.Failure is { } failure)
        {
            await store.FailAsync(ordinal, failure.Stage, failure.Kind, failure.Detail, outcome.Findings);
            return false;
        }

        await store.FinishAsync(ordinal, outcome.Line!, outcome.Findings);
        // Only now: until the line is on disk, the answers are what it can be made of again.
        await ledger.ForgetAnswersAsync(work.Service.ServiceId);
        return true;
    }
}
