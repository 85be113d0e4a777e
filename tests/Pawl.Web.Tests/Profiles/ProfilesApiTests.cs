using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Profiles;

public sealed class ProfilesApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_is_saved_listed_shown_kept_over_a_restart_and_deleted()
    {
        await using var bench = await Workbench.StartAsync();
        var body = new
        {
            workload = "text",
            description = "small",
            values = new Dictionary<string, object?>
            {
                ["train.steps"] = 5,
                ["timeout"] = "5m",
                ["data.paths"] = new[] { "a b", "c" },
                ["train.learning_rate"] = 0.5,
            },
        };

        var created = await bench.Http.PutAsJsonAsync("/api/v1/profiles/mine", body, Stop);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await bench.Http.PutAsJsonAsync("/api/v1/profiles/mine", body, Stop)).StatusCode);
        await bench.RestartAsync();

        var shown = (await bench.Http.GetFromJsonAsync<JsonObject>("/api/v1/profiles/mine", Stop))!;
        Assert.Equal(("own", "text", "small"), ((string?)shown["origin"], (string?)shown["workload"], (string?)shown["description"]));
        Assert.Equal("5", (string?)shown["values"]!["train.steps"]);
        Assert.Equal("5m", (string?)shown["values"]!["timeout"]);
        var listed = (await bench.Http.GetFromJsonAsync<JsonArray>("/api/v1/profiles", Stop))!;
        Assert.Contains(listed, item => (string?)item!["name"] == "fast_local" && (string?)item["origin"] == "shipped");
        Assert.Equal("mine", (string?)listed[0]!["name"]);

        Assert.Equal(HttpStatusCode.NoContent, (await bench.Http.DeleteAsync("/api/v1/profiles/mine", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bench.Http.GetAsync("/api/v1/profiles/mine", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_shipped_profile_cannot_be_deleted_or_replaced_and_the_answer_says_whose_it_is()
    {
        await using var bench = await Workbench.StartAsync();

        var deleted = await bench.Http.DeleteAsync("/api/v1/profiles/fast_local", Stop);
        Assert.Equal(HttpStatusCode.Conflict, deleted.StatusCode);
        Assert.Contains("comes with workload text", await deleted.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        var saved = await bench.Http.PutAsJsonAsync("/api/v1/profiles/fast_local", new { yaml = "threads: 1\n" }, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, saved.StatusCode);
    }

    [Fact]
    public async Task Every_problem_of_a_profile_is_told_and_nothing_is_saved()
    {
        await using var bench = await Workbench.StartAsync();
        const string yaml = "workload: text\ntrain:\n  steps: many\n  stepz: 3\ngrace: 5\n";

        var answer = await bench.Http.PutAsJsonAsync("/api/v1/profiles/wrong", new { yaml }, Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!["errors"]!.AsArray();
        Assert.Equal(["train.steps", "train.stepz", "grace"], errors.Select(error => (string?)error!["key"]));
        Assert.False(Directory.Exists(Path.Combine(bench.DataRoot, "profiles")));
    }

    [Fact]
    public async Task A_refused_profile_and_a_refused_run_of_the_form_answer_with_the_members_of_every_problem()
    {
        await using var bench = await Workbench.StartAsync();
        const string yaml = "workload: text\ntrain:\n  steps: many\n";

        var profile = await bench.Http.PutAsJsonAsync("/api/v1/profiles/wrong", new { yaml }, Stop);
        var form = await bench.Http.PostAsJsonAsync("/parts/new-run/start", new { yaml }, Stop);
        var api = await bench.Http.PostAsJsonAsync("/api/v1/runs", new { spec = yaml }, Stop);

        var expected = await ProblemAsync(api);
        Assert.Equal(3, (int?)expected["errors"]![0]!["line"]);
        Assert.Equal(Members(expected), Members(await ProblemAsync(profile)));
        Assert.Equal(expected.ToJsonString(), (await ProblemAsync(form)).ToJsonString());

        static async Task<JsonObject> ProblemAsync(HttpResponseMessage answer)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            return (await answer.Content.ReadFromJsonAsync<JsonObject>(Stop))!;
        }

        static IEnumerable<string> Members(JsonObject problem) =>
            problem
                .Select(member => member.Key)
                .Concat(problem["errors"]![0]!.AsObject().Select(member => "errors." + member.Key))
                .Append((string)problem["type"]!);
    }

    [Theory]
    [InlineData("..%2Fescape")]
    [InlineData("%2e%2e")]
    [InlineData("a%5Cb")]
    [InlineData("Capital")]
    [InlineData("with%20space")]
    public async Task A_name_that_is_no_plain_word_is_refused(string name)
    {
        await using var bench = await Workbench.StartAsync();

        var answer = await bench.Http.PutAsJsonAsync($"/api/v1/profiles/{name}", new { yaml = "threads: 1\n" }, Stop);

        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{answer.StatusCode}");
        Assert.Empty(Directory.EnumerateFiles(bench.DataRoot, "*.yaml", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_viewer_saves_and_deletes_nothing()
    {
        await using var bench = await Workbench.StartAsync();
        bench.Service<ProfileStore>().Save("mine", "threads: 1\n");
        var viewer = bench.HttpAs(AccessRole.Viewer);

        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await viewer.PutAsJsonAsync("/api/v1/profiles/other", new { yaml = "threads: 1\n" }, Stop)).StatusCode
        );
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.DeleteAsync("/api/v1/profiles/mine", Stop)).StatusCode);
        Assert.Equal(["mine"], bench.Service<ProfileStore>().List().Select(profile => profile.Name));
    }

    [Fact]
    public async Task A_profile_of_another_workload_cannot_be_chosen_and_the_message_says_for_which_it_is()
    {
        await using var bench = await Workbench.StartAsync();
        bench.Service<ProfileStore>().Save("mine", "workload: text\nthreads: 1\n");
        var source = new SpecSource("workload: command\ncommand.argv: [a]\nprofile: mine\n", "spec");

        var fault = Assert.Throws<SpecException>(() => Workbench.Workloads.Resolve(source, null, [], bench.DataRoot));

        Assert.Equal(
            "spec:3: profile: expected a profile for workload command, got mine, which is for text",
            Assert.Single(fault.Problems).ToString()
        );
    }

    /// <summary>The old whitelist dropped options of profiles, and one option changed another.</summary>
    [Fact]
    public async Task A_profile_can_set_every_key_and_setting_one_changes_no_other()
    {
        await using var bench = await Workbench.StartAsync();
        var store = bench.Service<ProfileStore>();
        foreach (var workload in Workbench.Workloads.All)
        {
            var defaults = Inspect(workload, null, bench.DataRoot);
            foreach (var key in SharedSpecKeys.All.Concat(workload.Schema.Keys))
            {
                var value = Other(key);
                store.Save("one", SpecEdit.Set($"workload: {workload.Name}\n", key.Path, value));

                var with = Inspect(workload, "one", bench.DataRoot);

                Assert.Equal((key.Path, value), (key.Path, SpecScalarText.Of(with.Written[key.Path])));
                Assert.Equal(value, store.Find("one")!.Values[key.Path]);
                Assert.All(
                    with.Written.Where(pair => pair.Key != key.Path),
                    pair => Assert.Equal(SpecScalarText.Of(defaults.Written[pair.Key]), SpecScalarText.Of(pair.Value))
                );
            }
        }
    }

    private static SpecInspection Inspect(IWorkload workload, string? profile, string dataRoot) =>
        SpecResolver.Inspect(workload, SpecSource.Empty, profile, [], dataRoot);

    /// <summary>A value that is accepted and is not the default.</summary>
    private static string Other(SpecKey key) =>
        key.Kind switch
        {
            SpecKind.Boolean => key.Default is true ? "false" : "true",
            SpecKind.Integer =>
                $"{(key.Default is long one && one + 1 <= (key.Maximum ?? double.MaxValue) ? one + 1 : (long)Math.Max(key.Minimum ?? 0, 2))}",
            SpecKind.Number => SpecScalarText.Of(Math.Min(key.Maximum ?? 1, 0.25)),
            SpecKind.Duration => "7s",
            SpecKind.TextList => "[x, y]",
            SpecKind.TextMap => "{A: b}",
            _ => key.Choices.FirstOrDefault(choice => choice != (string?)key.Default) ?? "other",
        };
}
