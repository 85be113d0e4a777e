using System.Globalization;
using System.Text.Json.Nodes;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Evolutions.Store;
using Pawl.Llm.Ledger;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl evolve calls RUN</c>: what was asked, what it cost, and what may have been paid for nothing.</summary>
internal static class EvolveCallsVerb
{
    private const int MostListed = 1000;

    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var verb = new Verb("calls", "Show calls, tokens and cost of a run by stage, and the calls whose outcome is unknown")
        {
            Examples =
            [
                ("pawl evolve calls last", "By stage, and what may have been paid for nothing"),
                ("pawl evolve calls last --json | jq .unknown", "The calls whose outcome is unknown"),
            ],
        };
        verb.Add(run);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var record = invocation.Named(run);
                using var ledger =
                    CallLedgerReader.Open(EvolutionFile.CallsOf(invocation.FolderOf(record)))
                    ?? throw CliException.NotFound(
                        $"Expected a run that asked a model, but run {record.Id} of workload '{record.Workload}' holds no calls yet.",
                        $"See how it stands with: pawl runs show {record.Id}"
                    );
                if (invocation.Json)
                {
                    invocation.Terminal.Out.WriteLine(Json(ledger).ToJsonString());
                }
                else
                {
                    Print(invocation, ledger);
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static void Print(Invocation invocation, CallLedgerReader ledger)
    {
        var output = invocation.Terminal.Out;
        var table = new TextTable("STAGE", "ANSWERED", "CACHED", "FAILED TRIES", "UNKNOWN", "TOKENS IN", "TOKENS OUT", "COST")
        {
            IsNumeric = header => header != "STAGE",
        };
        foreach (var (stage, sums) in ledger.StageSums())
        {
            Add(stage, sums);
        }

        var all = ledger.Sums();
        Add("all", all);
        table.Write(output, invocation.Terminal.TableWidth);
        if (all.Unpriced > 0)
        {
            output.WriteLine($"{all.Unpriced} calls are not in the cost: the price of their model is not known. Name it in prices.file.");
        }

        var unknown = ledger.UnknownOutcomes(MostListed);
        if (unknown.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{all.Unknown} calls have an unknown outcome and may have cost {all.PossibleCost} more at most:");
        var open = new TextTable("SERVICE", "STAGE", "MODEL", "SENT", "AT MOST", "WHY");
        foreach (var one in unknown)
        {
            open.Add(
                one.Slot.Unit,
                one.Slot.Stage,
                one.Model,
                Format.Timestamp(one.IntendedAt),
                one.PossibleCost?.ToString() ?? "?",
                one.FailureKind ?? "its process died"
            );
        }

        open.Write(output, invocation.Terminal.TableWidth);

        void Add(string stage, LedgerSums sums) =>
            table.Add(
                stage,
                Number(sums.Answered),
                Number(sums.Cached),
                Number(sums.Failed),
                Number(sums.Unknown),
                Number(sums.Usage.Input),
                Number(sums.Usage.Output),
                sums.Cost.ToString()
            );
    }

    private static JsonObject Json(CallLedgerReader ledger) =>
        new()
        {
            ["all"] = Json(ledger.Sums()),
            ["stages"] = new JsonObject(ledger.StageSums().Select(stage => KeyValuePair.Create(stage.Key, (JsonNode?)Json(stage.Value)))),
            ["unknown"] = new JsonArray([
                .. ledger
                    .UnknownOutcomes()
                    .Select(one => new JsonObject
                    {
                        ["service_id"] = one.Slot.Unit,
                        ["stage"] = one.Slot.Stage,
                        ["model"] = one.Model,
                        ["sent_at"] = one.IntendedAt,
                        ["possible_cost"] = one.PossibleCost?.Amount,
                        ["failure"] = one.FailureKind,
                    }),
            ]),
        };

    private static JsonObject Json(LedgerSums sums) =>
        new()
        {
            ["answered"] = sums.Answered,
            ["cached"] = sums.Cached,
            ["failed_tries"] = sums.Failed,
            ["unknown"] = sums.Unknown,
            ["tokens_input"] = sums.Usage.Input,
            ["tokens_cached_input"] = sums.Usage.CachedInput,
            ["tokens_output"] = sums.Usage.Output,
            ["cost"] = sums.Cost.Amount,
            ["possible_further_cost"] = sums.PossibleCost.Amount,
            ["unpriced"] = sums.Unpriced,
        };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
