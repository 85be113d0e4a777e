using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Live;

/// <summary>The server as a process of its own, killed as <c>kill -9</c> does while pages and readers hang on its streams.</summary>
[Collection(Pawl.Web.Tests.Speed.SpeedCollection.Name)]
[Trait("speed", "slow")]
public sealed class RestartTests(Browser browser)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_page_is_live_again_within_five_seconds_of_a_restart()
    {
        await using var up = await PawlUp.StartAsync(arguments: "--no-worker");
        using var store = RunStore.Open(Path.Combine(up.DataRoot, "pawl.db"), TimeProvider.System);
        var page = await SignedIn.OpenAsync(browser, up.Address, store, "/");
        using var http = new HttpClient { BaseAddress = up.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SignedIn.Token(store));
        Create(store, "before");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "before" })).ToBeVisibleAsync();

        for (var round = 0; round < 3; round++)
        {
            var kill = up.KillAndRestartAsync();
            Create(store, $"while {round}");
            await kill;
            // The clock starts once the new process answers: how long it takes to start is the machine's matter.
            using (await http.GetAsync("/", TestContext.Current.CancellationToken)) { }

            var start = TimeProvider.System.GetTimestamp();
            await Assertions
                .Expect(page.GetByRole(AriaRole.Link, new() { Name = $"while {round}" }))
                .ToBeVisibleAsync(new() { Timeout = (float)Soon.TotalMilliseconds });
            Create(store, $"after {round}");
            await Assertions
                .Expect(page.GetByRole(AriaRole.Link, new() { Name = $"after {round}" }))
                .ToBeVisibleAsync(new() { Timeout = (float)Soon.TotalMilliseconds });
            TestContext.Current.SendDiagnosticMessage(
                $"live again after {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:F0} ms"
            );
        }

        await Assertions.Expect(page.GetByText("Connection to the server lost")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_reader_that_comes_back_with_its_last_id_gets_every_event_once_however_often_the_server_is_killed()
    {
        await using var up = await PawlUp.StartAsync(arguments: "--no-worker");
        using var store = RunStore.Open(Path.Combine(up.DataRoot, "pawl.db"), TimeProvider.System);
        using var http = new HttpClient { BaseAddress = up.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SignedIn.Token(store));
        using var stop = new CancellationTokenSource();
        var positions = new List<long>();
        var breaks = 0;
        var reading = Task.Run(ReadAsync);
        var writing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                Create(store, "run");
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
            }
        });
        for (var round = 0; round < 3; round++)
        {
            await UntilAsync(store.LastPosition() + 20);
            await up.KillAndRestartAsync();
        }

        await stop.CancelAsync();
        await writing;
        var last = store.LastPosition();
        await UntilAsync(last);

        Assert.Equal(Enumerable.Range(1, (int)last).Select(i => (long)i), Seen().TakeWhile(position => position <= last));
        Assert.Equal(store.Events(0, (int)last).Select(record => record.Position), Seen().Take((int)last));
        Assert.True(breaks >= 3, $"{breaks} breaks");
        using (var server = Process.GetProcessById(up.ProcessId))
        {
            server.Kill();
        }

        await reading;

        async Task ReadAsync()
        {
            string? id = null;
            while (true)
            {
                try
                {
                    using var reader = await EventReader.OpenAsync(http, "/api/v1/events/stream?after=0", id);
                    while (await reader.NextAsync() is { } message)
                    {
                        id = message.Id;
                        if (message.Type != "hello")
                        {
                            lock (positions)
                            {
                                positions.Add(message.Position);
                            }
                        }
                    }

                    breaks++;
                }
                catch (HttpRequestException)
                {
                    if (stop.IsCancellationRequested)
                    {
                        return;
                    }
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
            }
        }

        List<long> Seen()
        {
            lock (positions)
            {
                return [.. positions];
            }
        }

        async Task UntilAsync(long position)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (Seen() is not [.., var newest] || newest < position)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
            }
        }
    }

    private static void Create(RunStore store, string name) =>
        store.Create(
            new NewRun(
                "command",
                name,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$$"""{"workload":"command","name":"{{{name}}}","command":{"argv":["true"]}}"""
                ),
                RetryPolicy.Default,
                null
            )
        );
}
