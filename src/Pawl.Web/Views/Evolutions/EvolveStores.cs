using Microsoft.Data.Sqlite;
using Pawl.Evolutions.Store;
using Pawl.Llm.Ledger;
using Pawl.Runs;

namespace Pawl.Web.Views.Evolutions;

/// <summary>What a run of workload <c>evolve</c> has written so far, opened to be read. A run that has not begun has neither.</summary>
public sealed class EvolveStores : IDisposable
{
    private EvolveStores(EvolutionReader? evolution, CallLedgerReader? calls) => (Evolution, Calls) = (evolution, calls);

    public EvolutionReader? Evolution { get; }

    public CallLedgerReader? Calls { get; }

    public LedgerSums Sums => Calls?.Sums() ?? LedgerSums.None;

    public static EvolveStores Open(string dataRoot, string runId)
    {
        var folder = RunFolder.Of(dataRoot, runId);
        var evolution = EvolutionReader.OpenIfAny(EvolutionFile.Of(folder));
        try
        {
            return new EvolveStores(evolution, CallLedgerReader.Open(EvolutionFile.CallsOf(folder)));
        }
        catch
        {
            evolution?.Dispose();
            throw;
        }
    }

    /// <returns>Null when the run lists no such service, and when its store cannot be read: the view says why.</returns>
    public static string? ServiceName(string dataRoot, string runId, string serviceId)
    {
        try
        {
            using var stores = Open(dataRoot, runId);
            return stores.Evolution?.Service(serviceId)?.Name;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        Evolution?.Dispose();
        Calls?.Dispose();
    }
}
