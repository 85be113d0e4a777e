using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using Pawl.Runs;
using Pawl.Web.Hosting;
using Pawl.Web.Playground;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Playground;

[Trait("speed", "slow")]
public sealed class PlaygroundTests(Browser browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_writes_in_the_browser_what_the_command_line_writes_with_the_same_seed()
    {
        await using var bench = await Workbench.StartAsync();
        var run = await TinyModel.TrainAsync(bench);
        var page = await OpenAsync(bench);

        await page.GetByLabel("Prompt", new() { Exact = true }).FillAsync("the cat ");
        await page.GetByLabel("Tokens").FillAsync("60");
        await page.GetByLabel("Seed", new() { Exact = true }).FillAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write" }).ClickAsync();
        await Assertions.Expect(page.Locator(".play-status")).ToContainTextAsync("Done: 60 tokens");

        var shown = await page.Locator(".play-text").TextContentAsync();
        Assert.Equal(
            await PawlAsync(bench, "text", "sample", run.Id, "--prompt", "the cat ", "--tokens", "60", "--seed", "7"),
            shown + "\n"
        );
        await Assertions
            .Expect(page.Locator(".play-item [data-speed]"))
            .ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"\d+ tokens/s"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Use as prompt" }).ClickAsync();
        Assert.Equal(shown, await page.GetByLabel("Prompt", new() { Exact = true }).InputValueAsync());
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".play-text")).ToHaveTextAsync(shown!);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Stop_ends_the_writing_and_the_next_can_begin()
    {
        await using var bench = await Workbench.StartAsync();
        await TinyModel.TrainAsync(bench);
        var page = await OpenAsync(bench);
        await page.GetByLabel("Tokens").FillAsync("10000");
        await page.GetByLabel("Samples").FillAsync("8");

        await page.GetByRole(AriaRole.Button, new() { Name = "Write" }).ClickAsync();
        await Assertions.Expect(page.Locator(".play-new").First).Not.ToBeEmptyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(page.Locator(".play-status")).ToHaveTextAsync("Stopped");

        await page.GetByLabel("Tokens").FillAsync("5");
        await page.GetByLabel("Samples").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write" }).ClickAsync();
        await Assertions.Expect(page.Locator(".play-status")).ToContainTextAsync("Done: 10 tokens");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_cannot_be_written_is_told_in_words()
    {
        await using var bench = await Workbench.StartAsync();
        var run = await TinyModel.TrainAsync(bench);
        var queued = TinyModel.Queue(bench, "not yet");
        var command = bench.Queue("no model", "true");

        Assert.Equal(
            (422, "is not in the vocabulary"),
            await AskAsync(bench, run.Id, new { prompt = "größe" }, "is not in the vocabulary")
        );
        Assert.Equal((409, "first checkpoint"), await AskAsync(bench, queued.Id, new { prompt = "a" }, "first checkpoint"));
        Assert.Equal((409, "no model to sample"), await AskAsync(bench, command.Id, new { prompt = "a" }, "no model to sample"));
        Assert.Equal(
            (400, "top_p"),
            await AskAsync(
                bench,
                run.Id,
                new
                {
                    prompt = "",
                    tokens = 0,
                    top_p = 0,
                },
                "top_p"
            )
        );

        Directory.Delete(RunFolder.Of(bench.DataRoot, run.Id).Checkpoints, recursive: true);
        Assert.Equal((409, "has no model"), await AskAsync(bench, run.Id, new { prompt = "a" }, "has no model"));
    }

    [Fact]
    public async Task A_full_queue_refuses_and_a_place_that_was_left_is_free_again()
    {
        await using var bench = await Workbench.StartAsync();
        var run = await TinyModel.TrainAsync(bench);
        var desk = bench.Service<SamplingDesk>();
        var places = Enumerable.Range(0, 1 + SamplingDesk.MostWaiting).Select(_ => desk.Enter()!).ToList();

        Assert.Equal((429, "to wait"), await AskAsync(bench, run.Id, new { prompt = "a" }, "to wait"));

        places.ForEach(place => place.Dispose());
        Assert.Equal((200, "\"end\""), await AskAsync(bench, run.Id, new { prompt = "a", tokens = 3 }, "\"end\""));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_its_writing_and_at_most_two_models_stay_loaded_and_none_for_long()
    {
        await using var bench = await Workbench.StartAsync();
        var runs = new[]
        {
            await TinyModel.TrainAsync(bench, "a"),
            await TinyModel.TrainAsync(bench, "b"),
            await TinyModel.TrainAsync(bench, "c"),
        };
        using (var leaving = new CancellationTokenSource())
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/runs/{runs[0].Id}/sample")
            {
                Content = JsonContent.Create(
                    new
                    {
                        prompt = "a",
                        tokens = 10_000,
                        samples = 8,
                    }
                ),
            };
            using var answer = await bench.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        // Each waits for the one before: that these come to their end shows that the one left has ended.
        foreach (var run in runs)
        {
            Assert.Equal((200, "\"done\""), await AskAsync(bench, run.Id, new { prompt = "a", tokens = 3 }, "\"done\""));
        }

        var shelf = bench.Service<ModelShelf>();
        Assert.Equal(2, shelf.Count);
        using var aged = new ModelShelf(bench.Service<WebServerOptions>(), new Ahead());
        aged.Return(aged.Take(runs[0].Id, newest: false));
        aged.RemoveIdle();
        Assert.Equal(0, aged.Count);
    }

    [Fact]
    public async Task Without_a_model_the_page_says_how_to_get_one_and_then_that_it_is_there()
    {
        await using var bench = await Workbench.StartAsync();
        var page = await bench.OpenAsync(browser, "/playground");
        await Assertions.Expect(page.GetByText("No trained model yet")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "start the quickstart" })).ToBeVisibleAsync();

        await TinyModel.TrainAsync(bench);
        await page.GetByRole(AriaRole.Link, new() { Name = "Open tiny" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Model")).ToContainTextAsync("tiny, step 6");
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(Workbench bench)
    {
        var page = await bench.OpenAsync(browser, "/playground");
        await Assertions.Expect(page.Locator(".playground[data-ready]")).ToBeVisibleAsync();
        return page;
    }

    /// <returns>The status, and the words when the answer holds them.</returns>
    private static async Task<(int, string)> AskAsync(Workbench bench, string run, object body, string words)
    {
        using var answer = await bench.Http.PostAsJsonAsync($"/api/v1/runs/{run}/sample", body, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return ((int)answer.StatusCode, text.Contains(words, StringComparison.Ordinal) ? words : text);
    }

    private static async Task<string> PawlAsync(Workbench bench, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "pawl"), arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["PAWL_HOME"] = bench.DataRoot;
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return text;
    }

    /// <summary>A clock that is six minutes later each time it is asked.</summary>
    private sealed class Ahead : TimeProvider
    {
        private long _asked;

        public override long GetTimestamp() => Interlocked.Increment(ref _asked) * TimestampFrequency * 360;
    }
}
