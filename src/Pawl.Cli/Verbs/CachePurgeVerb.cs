using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Llm.Cache;
using Pawl.Runs.Specs;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl cache purge</c>: removes kept answers.</summary>
internal static class CachePurgeVerb
{
    public static Verb Create()
    {
        var folder = CacheVerb.FolderOption();
        var all = new Option<bool>("--all") { Description = "Every entry" };
        var older = new Option<string?>("--older-than")
        {
            Description = "Entries written longer ago than this, such as 30d",
            HelpName = "DURATION",
        };
        var model = new Option<string?>("--model")
        {
            Description = "Entries of one model, as 'pawl cache stats' names it",
            HelpName = "NAME",
        };
        var quarantined = new Option<bool>("--quarantined")
        {
            Description = "Damaged entries that were set aside, instead of those in use",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be removed, and remove nothing" };
        older.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !SpecDuration.TryParse(token.Value, out _))
            {
                result.AddError($"--older-than: expected {SpecDuration.Example}, got '{token.Value}'.");
            }
        });
        var verb = new Verb("purge", "Remove kept answers, so that runs ask for them anew; conditions add up")
        {
            Examples =
            [
                ("pawl cache purge --older-than 30d", "What was written more than thirty days ago"),
                ("pawl cache purge --model gpt-5-mini --dry-run", "What there is of one model, without removing it"),
                ("pawl cache purge --quarantined", "Damaged entries that were set aside"),
                ("pawl cache purge --all", "Everything but the quarantine"),
            ],
        };
        foreach (var option in (Option[])[all, older, model, quarantined, dryRun, folder, SharedOptions.Json])
        {
            verb.Add(option);
        }

        verb.Validators.Add(result =>
        {
            var narrow = result.GetValue(older) is not null || result.GetValue(model) is not null || result.GetValue(quarantined);
            if (result.GetValue(all) == narrow)
            {
                result.AddError("purge: expected either --all, or one or more of --older-than, --model and --quarantined.");
            }
        });
        return verb.Does(
            (invocation, cancellation) =>
            {
                var limit = invocation.Value(older) is { } text && SpecDuration.TryParse(text, out var span) ? span : (TimeSpan?)null;
                var order = new CachePurgeOrder(limit, invocation.Value(model), invocation.Value(quarantined), invocation.Value(dryRun));
                var keeper = new CacheKeeper(CacheVerb.FolderOf(invocation.Value(folder), invocation.Home), invocation.Time);
                var done = keeper.Purge(order, cancellation);
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(
                        new CachePurgeJson(keeper.Folder, done.Removed, done.Bytes, done.DryRun),
                        OutputJson.Default.CachePurgeJson
                    );
                }
                else
                {
                    invocation.Say(
                        $"{(done.DryRun ? "Would remove" : "Removed")} {done.Removed:#,##0} {(done.Removed == 1 ? "file" : "files")}, {Format.Bytes(done.Bytes)}."
                    );
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }
}
