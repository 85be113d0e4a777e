using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Llm.Cache;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl cache stats</c>: how much is kept.</summary>
internal static class CacheStatsVerb
{
    public static Verb Create()
    {
        var folder = CacheVerb.FolderOption();
        var verb = new Verb("stats", "Count the answers that are kept, by model")
        {
            Examples =
            [
                ("pawl cache stats", "Entries and bytes by model, the oldest and the newest"),
                ("pawl cache stats --json | jq .bytes", "For a script"),
            ],
        };
        verb.Add(folder);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, cancellation) =>
            {
                var keeper = new CacheKeeper(CacheVerb.FolderOf(invocation.Value(folder), invocation.Home), invocation.Time);
                var found = keeper.Statistics(cancellation);
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(CacheStatisticsJson.Of(keeper.Folder, found), OutputJson.Default.CacheStatisticsJson);
                }
                else
                {
                    Print(invocation, keeper.Folder, found);
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static void Print(Invocation invocation, string folder, CacheStatistics found)
    {
        if (found.Entries == 0)
        {
            invocation.Say($"No answer is kept in {folder}. Runs whose cache.mode is read, refresh or write keep theirs there.");
        }
        else
        {
            var table = new TextTable("MODEL", "ENTRIES", "SIZE") { IsNumeric = header => header != "MODEL" };
            foreach (var model in found.Models)
            {
                table.Add(model.Model, $"{model.Entries:#,##0}", Format.Bytes(model.Bytes));
            }

            table.Add("all", $"{found.Entries:#,##0}", Format.Bytes(found.Bytes));
            table.Write(invocation.Terminal.Out, invocation.Terminal.TableWidth);
            invocation.Terminal.Out.WriteLine();
            invocation.Terminal.Out.WriteLine($"oldest  {Format.Timestamp(found.Oldest!.Value)}");
            invocation.Terminal.Out.WriteLine($"newest  {Format.Timestamp(found.Newest!.Value)}");
            invocation.Terminal.Out.WriteLine($"folder  {folder}");
        }

        if (found.Quarantined > 0)
        {
            invocation.Say($"{found.Quarantined:#,##0} damaged in {folder}/quarantine. Remove them with: pawl cache purge --quarantined");
        }

        if (found.Foreign > 0)
        {
            invocation.Say($"{found.Foreign:#,##0} files there are not the cache's; it leaves them alone.");
        }
    }
}
