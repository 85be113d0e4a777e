using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Runs.Json;
using Pawl.Runs.Model;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl runs ls</c>: the runs, newest first.</summary>
internal static class RunsListVerb
{
    private const int DefaultLimit = 20;
    private const int MostLimit = 10_000;

    public static Verb Create()
    {
        var text = new Argument<string?>("TEXT")
        {
            Description = "Only runs whose id or name contains this",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var state = new Option<string[]>("--state")
        {
            Description = $"Only runs in this state; may be given several times: {string.Join(", ", Words())}",
            HelpName = "STATE",
        };
        state.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !Words().Contains(token.Value)))
            {
                result.AddError($"--state: expected one of {string.Join(", ", Words())}, got '{token.Value}'.");
            }
        });
        var workload = new Option<string?>("--workload") { Description = "Only runs of this workload", HelpName = "NAME" };
        var tag = new Option<string[]>("--tag")
        {
            Description = "Only runs with this tag; given several times: with all of them",
            HelpName = "TAG",
        };
        var sort = new Option<string?>("--sort")
        {
            Description = $"Order: {RunSort.Expected}. Runs without such a value come last",
            HelpName = "COLUMN[:desc]",
        };
        sort.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !RunSort.TryParse(token.Value, out _)))
            {
                result.AddError($"--sort: expected {RunSort.Expected}, got '{token.Value}'.");
            }
        });
        var limit = new Option<int>("--limit")
        {
            Description = $"Most runs listed, 1..{MostLimit}",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultLimit,
        }.Between(1, MostLimit);
        var verb = new Verb("ls", "List runs, newest first unless told otherwise")
        {
            Examples =
            [
                ("pawl runs ls", "The 20 newest runs"),
                ("pawl runs ls --state running --state queued", "What is going on"),
                ("pawl runs ls --tag nightly --sort metric:loss/val --limit 5", "The five best of some"),
                ("pawl runs ls --json | jq -r '.[].id'", "Ids alone"),
            ],
        };
        verb.Add(text);
        verb.Add(state);
        verb.Add(workload);
        verb.Add(tag);
        verb.Add(sort);
        verb.Add(limit);
        verb.Add(SharedOptions.Json);
        verb.Aliases.Add("list");
        return verb.Does(
            (invocation, _) =>
            {
                var query = new RunQuery
                {
                    Text = invocation.Value(text),
                    Workload = invocation.Value(workload),
                    States = invocation.Value(state) is { Length: > 0 } words ? [.. words.Select(StateWords.ParseRunState)] : null,
                    Tags = invocation.Value(tag),
                    Sort = RunSort.TryParse(invocation.Value(sort), out var order) ? order : null,
                    Limit = invocation.Value(limit),
                };
                if (invocation.Json)
                {
                    IReadOnlyList<RunJson> runs = [.. invocation.StoreIfAny?.List(query).Select(RunJson.Of) ?? []];
                    invocation.Terminal.WriteJson(runs, OutputJson.Default.IReadOnlyListRunJson);
                }
                else
                {
                    Print(invocation, invocation.StoreIfAny?.Summaries(query) ?? []);
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static void Print(Invocation invocation, IReadOnlyList<RunSummary> runs)
    {
        if (runs.Count == 0)
        {
            invocation.Say($"No runs match in {invocation.Home}. Start one with: pawl quickstart");
            return;
        }

        var now = invocation.Time.GetUtcNow();
        var table = new TextTable("RUN", "STATE", "WORKLOAD", "DONE", "AGE", "NAME");
        foreach (var run in runs)
        {
            table.Add(
                run.Id,
                run.State.Word(),
                run.Workload,
                $"{run.Progress * 100:0}%",
                Format.Age(run.CreatedAt, now),
                run.Name ?? run.Message ?? ""
            );
        }

        table.Write(invocation.Terminal.Out, invocation.Terminal.TableWidth);
    }

    private static IEnumerable<string> Words() => Enum.GetValues<RunState>().Select(StateWords.Word);
}
