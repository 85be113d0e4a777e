using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pawl.Evolutions;
using Pawl.Runs.Specs;
using Pawl.System.Tests.Cli;

namespace Pawl.System.Tests.Evolutions;

/// <summary>Every key reaches the run from file, environment and flag, and the later wins.</summary>
public sealed class EvolveSettingsTests : IDisposable
{
    /// <summary>Options of every verb that starts a run, the one key a verb sets itself, and a key that excludes another.</summary>
    private static readonly string[] Apart = ["name", "threads", "task", "provider.auth_file"];

    private static readonly List<SpecKey> Keys =
    [
        .. SharedSpecKeys.All.Concat(EvolveSchema.Schema.Keys).Where(key => !Apart.Contains(key.Path)),
    ];

    private readonly PawlShell _pawl = new();

    public void Dispose() => _pawl.Dispose();

    [Fact]
    [Trait("speed", "slow")]
    public async Task Every_key_works_as_a_flag_which_wins_over_the_environment_which_wins_over_the_file()
    {
        WriteFile(Losing);
        var ofFile = await SpecAsync([]);
        Assert.All(Keys, key => Assert.Equal(Losing(key).Expected, Value(ofFile, key)));

        SetEnvironment(Winning);
        var ofEnvironment = await SpecAsync([]);
        Assert.All(Keys, key => Assert.Equal((key.Path, Winning(key).Expected), (key.Path, Value(ofEnvironment, key))));

        SetEnvironment(Losing);
        var ofFlags = await SpecAsync([.. Keys.Select(key => $"--{key.Path.Replace('.', '-').Replace('_', '-')}={Winning(key).Given}")]);
        Assert.All(Keys, key => Assert.Equal((key.Path, Winning(key).Expected), (key.Path, Value(ofFlags, key))));
    }

    [Fact]
    public async Task The_key_that_excludes_another_works_in_all_three_places()
    {
        var key = EvolveSchema.Schema.Keys.Single(key => key.Path == "provider.auth_file");
        _pawl.Write("evolve.yaml", "workload: evolve\ninput: services.jsonl\nprovider: { auth_file: /file }\n");
        Assert.Equal("\"/file\"", Value(await SpecAsync([]), key));
        _pawl.Environment[SpecEnvironment.Variable("evolve", key.Path)] = "/environment";
        Assert.Equal("\"/environment\"", Value(await SpecAsync([]), key));
        Assert.Equal("\"/flag\"", Value(await SpecAsync(["--provider-auth-file", "/flag"]), key));
    }

    [Fact]
    public async Task A_key_that_nobody_knows_is_told_of_with_the_nearest_in_all_three_places()
    {
        _pawl.Write("evolve.yaml", "workload: evolve\ninput: services.jsonl\nqueue: { concurency: 3 }\n");
        _pawl.Environment["PAWL_EVOLVE_QUEUE_CONCURENCY"] = "3";

        var both = (await _pawl.RunAsync("evolve", "run", "evolve.yaml", "--detach")).Exits(2);
        var flag = (await _pawl.RunAsync("evolve", "run", "evolve.yaml", "--queue-concurency", "3")).Exits(2);

        Assert.Contains("did you mean PAWL_EVOLVE_QUEUE_CONCURRENCY?", both.Error);
        Assert.Contains("did you mean queue.concurrency?", both.Error);
        Assert.Contains("--queue-concurrency", flag.Error);
        Assert.Empty(both.Out + flag.Out);
    }

    private async Task<JsonNode> SpecAsync(string[] flags)
    {
        var id = (string)(await _pawl.RunAsync(["evolve", "run", "evolve.yaml", "--detach", "--json", .. flags])).Exits(0).Json["id"]!;
        return (await _pawl.RunAsync("runs", "show", id, "--json")).Exits(0).Json["spec"]!;
    }

    private void SetEnvironment(Func<SpecKey, (string Given, string Expected)> value)
    {
        foreach (var key in Keys)
        {
            _pawl.Environment[SpecEnvironment.Variable("evolve", key.Path)] =
                key.Kind == SpecKind.TextList ? $"[{value(key).Given}]" : value(key).Given;
        }
    }

    private void WriteFile(Func<SpecKey, (string Given, string Expected)> value)
    {
        var yaml = new StringBuilder("workload: evolve\n");
        foreach (var group in Keys.GroupBy(key => key.Path.Contains('.') ? key.Path[..key.Path.IndexOf('.')] : ""))
        {
            if (group.Key.Length > 0)
            {
                yaml.Append(group.Key).Append(":\n");
            }

            foreach (var key in group)
            {
                var indent = group.Key.Length > 0 ? "  " : "";
                var text = key.Kind == SpecKind.TextList ? $"[{value(key).Given}]" : value(key).Given;
                yaml.Append(CultureInfo.InvariantCulture, $"{indent}{key.Path[(key.Path.IndexOf('.') + 1)..]}: {text}\n");
            }
        }

        _pawl.Write("evolve.yaml", yaml.ToString());
    }

    private static (string Given, string Expected) Winning(SpecKey key) => Value(key, isWinning: true);

    private static (string Given, string Expected) Losing(SpecKey key) => Value(key, isWinning: false);

    /// <summary>Two values of each key that differ from one another, as people write them and as the run keeps them.</summary>
    private static (string Given, string Expected) Value(SpecKey key, bool isWinning)
    {
        var word = isWinning ? "winning" : "losing";
        return key.Kind switch
        {
            SpecKind.Integer => isWinning ? ("3", "3") : ("2", "2"),
            SpecKind.Number => isWinning ? ("0.5", "0.5") : ("0.25", "0.25"),
            SpecKind.Duration => isWinning ? ("7s", "7") : ("5s", "5"),
            SpecKind.Boolean when isWinning == (bool)key.Default! => ("false", "false"),
            SpecKind.Boolean => ("true", "true"),
            SpecKind.TextList => ($"{word},second", $"[\"{word}\",\"second\"]"),
            _ => Text(
                key switch
                {
                    // Whatever wins has to fit the address.
                    { Path: "provider.kind" } => "compatible",
                    { Path: "provider.address" } => $"http://{word}.example/v1",
                    { Path: "provider.auth_variable" } => word.ToUpperInvariant(),
                    { Choices.Count: > 0 } => key.Choices[isWinning ? ^1 : 0],
                    { PathPrefix: not null } => $"/{word}",
                    _ => word,
                }
            ),
        };
    }

    private static (string Given, string Expected) Text(string text) => (text, $"\"{text}\"");

    private static string Value(JsonNode spec, SpecKey key) =>
        key.Path.Split('.').Aggregate((JsonNode?)spec, (node, name) => node![name])?.ToJsonString() ?? "null";
}
