using System.Net;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Security;

/// <summary>What a spec holds under a secret's name is for the run alone.</summary>
public sealed class SecretTests
{
    private const string Secret = "sk-planted-3f9a1c";

    [Fact]
    public async Task A_viewer_never_gets_to_see_a_secret_of_a_spec()
    {
        await using var bench = await Workbench.StartAsync();
        var (first, second) = (Queue(bench, Secret), Queue(bench, "another"));
        using var viewer = bench.HttpAs(AccessRole.Viewer);

        foreach (
            var path in new[]
            {
                $"/api/v1/runs/{first.Id}",
                $"/api/v1/runs/{first.Id}/summary",
                "/api/v1/runs",
                $"/runs/{first.Id}",
                $"/runs/{first.Id}/spec",
                $"/runs/{first.Id}/events",
                $"/compare?runs={first.Id},{second.Id}",
                $"/parts/compare/tables?runs={first.Id},{second.Id}",
            }
        )
        {
            var answer = await viewer.GetStringAsync(path, TestContext.Current.CancellationToken);
            Assert.False(answer.Contains(Secret, StringComparison.Ordinal), $"{path} shows the secret.");
        }

        using var form = await viewer.GetAsync($"/new?from={first.Id}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
    }

    private static RunRecord Queue(Workbench bench, string secret)
    {
        var yaml = $$"""
            workload: command
            command:
              argv: ["true", "--api-key", "{{secret}}"]
              environment: { OPENAI_API_KEY: "{{secret}}" }
            """;
        var (workload, spec) = Workbench.Workloads.Resolve(new SpecSource(yaml, "test.yaml"), null, [], null);
        return bench.Store.Create(new NewRun(workload.Name, null, null, SpecJson.WriteStored(spec), RetryPolicy.Default, null));
    }
}
