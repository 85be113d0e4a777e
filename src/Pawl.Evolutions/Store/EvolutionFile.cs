using Pawl.Llm.Ledger;
using Pawl.Runs;

namespace Pawl.Evolutions.Store;

/// <summary>Where the results of an <c>evolve</c> run lie.</summary>
public static class EvolutionFile
{
    /// <summary>The database of services, lines and findings.</summary>
    public static string Of(RunFolder folder) => Path.Combine(folder.Root, "evolution.db");

    /// <summary>The database of the calls to models.</summary>
    public static string CallsOf(RunFolder folder) => Path.Combine(folder.Root, CallLedger.FileName);

    /// <summary>The queue's and the breaker's state, written once a second while the run works.</summary>
    public static string StatusOf(RunFolder folder) => Path.Combine(folder.Root, "queue.json");
}
