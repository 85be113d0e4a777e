using Pawl.Llm.Budget;
using Pawl.Llm.Cache;
using Pawl.Llm.Calls;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Desk;

/// <summary>What the calls of one run need, opened together from its settings.</summary>
public sealed class RunCalls : IAsyncDisposable
{
    private RunCalls(CallLedger ledger, CallBudget budget, CallDesk desk)
    {
        Ledger = ledger;
        Budget = budget;
        Desk = desk;
    }

    public CallLedger Ledger { get; }

    public CallBudget Budget { get; }

    public CallDesk Desk { get; }

    /// <param name="folder">The run's: its ledger is there.</param>
    /// <param name="dataRoot">Where the cache is, unless the settings name another folder.</param>
    /// <param name="onDamage">Told of each damaged entry of the cache; from any thread.</param>
    /// <param name="onSoftBudget">Told once when the soft budget is reached.</param>
    /// <exception cref="PriceListException">The price list cannot be read.</exception>
    public static RunCalls Open(
        string runId,
        string folder,
        string dataRoot,
        LlmSettings settings,
        ICallSender sender,
        TimeProvider clock,
        Action<CacheDamage> onDamage,
        Action<BudgetWarning> onSoftBudget
    )
    {
        var prices = PriceList.Open(settings.Budget.PricesFile);
        var ledger = CallLedger.Open(Path.Combine(folder, CallLedger.FileName), clock);
        var budget = new CallBudget(Limit(settings.Budget.Soft), Limit(settings.Budget.Hard), ledger.Sums(), onSoftBudget);
        var cache = new CallCache(CacheFolder(dataRoot, settings.Cache.Folder), settings.Cache.Mode, onDamage);
        return new RunCalls(ledger, budget, new CallDesk(DeskSettings.Of(runId, settings), ledger, cache, prices, budget, sender));
    }

    /// <param name="folder">The setting <c>cache.folder</c>; null for the one all runs of the data root share.</param>
    public static string CacheFolder(string dataRoot, string? folder) => folder ?? Path.Combine(dataRoot, "cache", "llm");

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    private static Dollars? Limit(decimal? amount) => amount is { } dollars ? Dollars.Of(dollars) : null;
}
