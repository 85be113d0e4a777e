using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Runs.Json;
using Pawl.Runs.Specs;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl profiles …</c>: the named sets of values that win over a spec's file.</summary>
internal static class ProfilesVerb
{
    public static Command Create() => new("profiles", "List and show profiles, shipped and your own") { ListVerb(), ShowVerb() };

    private static Verb ListVerb()
    {
        var verb = new Verb("ls", "List profiles: your own, then those that come with workloads")
        {
            Examples =
            [
                ("pawl profiles ls", "Name, workload, what it sets"),
                ("pawl profiles ls --json | jq -r '.[].name'", "Names alone"),
            ],
        };
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var all = All(invocation);
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson([.. all.Select(ProfileJson.Of)], OutputJson.Default.IReadOnlyListProfileJson);
                    return Task.FromResult(ExitCode.Ok);
                }

                var table = new TextTable("PROFILE", "WORKLOAD", "ORIGIN", "RUNS", "SETS");
                foreach (var profile in all)
                {
                    var sets =
                        profile.Problems.Count > 0
                            ? $"cannot be chosen: {profile.Problems[0]}"
                            : string.Join(", ", profile.Values.Select(value => $"{value.Key}={value.Value}"));
                    table.Add(profile.Name, profile.Workload ?? "any", profile.IsOwn ? "own" : "shipped", $"{profile.Runs}", sets);
                }

                table.Write(invocation.Terminal.Out, invocation.Terminal.TableWidth);
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static Verb ShowVerb()
    {
        var name = new Argument<string>("NAME") { Description = "The profile's name" };
        var verb = new Verb("show", "Print a profile as the file it is or would be")
        {
            Examples = [("pawl profiles show fast_local > .pawl/profiles/mine.yaml", "Begin one of your own with a shipped one")],
        };
        verb.Add(name);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var all = All(invocation);
                var wanted = invocation.Value(name);
                var found =
                    all.FirstOrDefault(profile => profile.Name == wanted)
                    ?? throw CliException.NotFound(
                        $"Expected one of {string.Join(", ", all.Select(profile => profile.Name).Distinct(StringComparer.Ordinal))}, got '{wanted}'."
                    );
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(ProfileJson.Of(found), OutputJson.Default.ProfileJson);
                }
                else
                {
                    invocation.Terminal.Out.Write(found.Yaml ?? FileOf(found));
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static IReadOnlyList<ProfileListing> All(Invocation invocation) =>
        ProfileListing.All(new ProfileStore(invocation.Home, Workloads.Catalog), Workloads.Catalog, invocation.StoreIfAny);

    private static string FileOf(ProfileListing profile)
    {
        var file = SpecEdit.Set("", "workload", profile.Workload!);
        file = SpecEdit.Set(file, "description", SpecScalarText.Text(profile.Description));
        return profile.Values.Aggregate(file, (text, value) => SpecEdit.Set(text, value.Key, value.Value));
    }
}
