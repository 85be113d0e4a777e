using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Store;
using Pawl.Llm.Ledger;

namespace Pawl.Web.Views.Evolutions;

/// <summary>All that is known of one service of a run.</summary>
/// <param name="Evolution">Null until the service is done, and when its line cannot be read.</param>
/// <param name="LineFault">Why the finished line cannot be read; null when it can, or there is none.</param>
/// <param name="Findings">The first <see cref="MostFindings"/>.</param>
public sealed record EvolutionDetails(
    ServiceRow Service,
    ServiceEvolution? Evolution,
    string? LineFault,
    StageProgress Progress,
    LedgerSums Sums,
    long Retries,
    IReadOnlyList<AnsweredCall> Answers,
    IReadOnlyList<UnansweredTry> Unanswered,
    IReadOnlyList<QuarantineRow> Findings
)
{
    public const int MostFindings = 50;

    /// <returns>Null when the run lists no such service.</returns>
    public static EvolutionDetails? Read(EvolveStores stores, string serviceId)
    {
        if (stores.Evolution is not { } evolution || evolution.Service(serviceId) is not { } service)
        {
            return null;
        }

        var line = evolution.Line(service.Ordinal);
        var (read, fault) = line is null ? (null, null) : Read(line);
        var calls = stores.Calls?.StageCalls([serviceId]) ?? [];
        return new EvolutionDetails(
            service,
            read,
            fault,
            StageProgress.Of(service, StagePlan.Of(evolution, stores.Calls), calls),
            stores.Calls?.UnitSums(serviceId) ?? LedgerSums.None,
            calls.Sum(stage => stage.Retries),
            stores.Calls?.Answers(serviceId) ?? [],
            stores.Calls?.Unanswered(serviceId) ?? [],
            evolution.Quarantine(serviceId, null, null, 0, MostFindings)
        );
    }

    private static (ServiceEvolution?, string?) Read(byte[] line)
    {
        try
        {
            return (EvolutionLine.Read(line), null);
        }
        catch (EvolutionException fault)
        {
            return (null, fault.Detail);
        }
    }
}
