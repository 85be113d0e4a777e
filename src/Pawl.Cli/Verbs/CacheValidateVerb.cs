using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Llm.Cache;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl cache validate</c>: whether every kept answer is still what was written.</summary>
internal static class CacheValidateVerb
{
    public static Verb Create()
    {
        var folder = CacheVerb.FolderOption();
        var repair = new Option<bool>("--repair") { Description = "Move damaged entries to quarantine, so that runs ask for them anew" };
        var verb = new Verb("validate", "Compare every kept answer with its SHA-256")
        {
            Examples =
            [
                ("pawl cache validate", "Exit 5 when an entry is damaged"),
                ("pawl cache validate --repair", "Move damaged entries to quarantine; exit 0 once they are"),
                ("pawl cache validate --json | jq -r '.damaged[].path'", "The damaged files"),
            ],
        };
        verb.Add(folder);
        verb.Add(repair);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, cancellation) =>
            {
                var keeper = new CacheKeeper(CacheVerb.FolderOf(invocation.Value(folder), invocation.Home), invocation.Time);
                var found = keeper.Validate(invocation.Value(repair), cancellation);
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(CacheValidationJson.Of(keeper.Folder, found), OutputJson.Default.CacheValidationJson);
                }
                else
                {
                    Print(invocation, found);
                }

                return Task.FromResult(found.IsWhole ? ExitCode.Ok : ExitCode.VerificationFailed);
            }
        );
    }

    private static void Print(Invocation invocation, CacheValidation found)
    {
        if (found.Damages.Count > 0)
        {
            var table = new TextTable("DAMAGED", "NOW", "FOUND");
            foreach (var damage in found.Damages)
            {
                table.Add(damage.Key, damage.MovedTo is null ? "in place" : "in quarantine", damage.Reason);
            }

            table.Write(invocation.Terminal.Out, invocation.Terminal.TableWidth);
        }

        invocation.Say($"{found.Sound:#,##0} sound, {found.Damages.Count:#,##0} damaged, {found.Foreign:#,##0} not the cache's");
        if (!found.IsWhole)
        {
            invocation.Say("Move the damaged ones aside with: pawl cache validate --repair");
        }
    }
}
