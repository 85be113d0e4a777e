using System.Text.Json.Nodes;
using Pawl.Runs.Workers;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_endpoint_of_the_api_is_described_with_its_answers_and_its_problem()
    {
        await using var bench = await Workbench.StartAsync();
        var document = await (await bench.Http.GetAsync("/api/v1/openapi.json")).OkAsync();
        Assert.StartsWith("3.1", (string?)document["openapi"]);
        Assert.Equal(["bearer", "cookie"], document["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key).Order());
        var missing = new List<string>();
        var names = new HashSet<string>();

        foreach (var (method, path) in ServedEndpoints.OfApi(bench))
        {
            if (document["paths"]?[path]?[method.ToLowerInvariant()] is not JsonObject operation)
            {
                missing.Add($"{method} {path}: not in the document");
                continue;
            }

            var responses = operation["responses"]?.AsObject() ?? [];
            Check(!string.IsNullOrEmpty((string?)operation["summary"]), "no summary");
            Check((string?)operation["operationId"] is { } id && names.Add(id), "no operation id of its own");
            Check(operation["tags"]?.AsArray().Count > 0, "no tag");
            Check(responses.Any(response => response.Key.StartsWith('2')), "no answer of success");
            Check(responses.Any(response => response.Value!["content"]?["application/problem+json"] is not null), "no problem");

            void Check(bool holds, string what)
            {
                if (!holds)
                {
                    missing.Add($"{method} {path}: {what}");
                }
            }
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public async Task Real_answers_are_of_the_shape_the_document_says()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Store.RequestCancel(bench.Queue("second", "true").Id);
        bench.Store.RegisterWorker(WorkerProcess.Identify());
        var document = await (await bench.Http.GetAsync("/api/v1/openapi.json")).OkAsync();
        var wrong = new List<string>();
        var compared = 0;

        foreach (var (_, path) in ServedEndpoints.OfApi(bench).Where(endpoint => endpoint.Method == "GET"))
        {
            var url = path.Replace("{run}", run.Id, StringComparison.Ordinal).Replace("{workload}", "text", StringComparison.Ordinal);
            var schema = document["paths"]?[path]?["get"]?["responses"]?["200"]?["content"]?["application/json"]?["schema"];
            if (url.Contains('{') || schema is null)
            {
                continue;
            }

            using var answer = await bench.Http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
            if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "application/json")
            {
                compared++;
                var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
                wrong.AddRange(SchemaCheck.Faults(document, schema, body).Select(fault => $"GET {path}: {fault}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(compared >= 8, $"Only {compared} answers were compared.");
        var problem = await bench.Http.GetAsync("/api/v1/runs?limit=0");
        var shape = document["paths"]!["/api/v1/runs"]!["get"]!["responses"]!["400"]!["content"]!["application/problem+json"]!["schema"]!;
        Assert.Empty(SchemaCheck.Faults(document, shape, JsonNode.Parse(await problem.Content.ReadAsStringAsync())));
    }
}
