using System.Text;
using Pawl.Llm.Cache;
using Pawl.Llm.Desk;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;
using Pawl.Llm.Settings;
using Pawl.TestPrograms.Llm;
using Pawl.TestPrograms.LlmServer;

namespace Pawl.Llm.Tests.Desk;

/// <summary>Runs whose process ends by <c>kill -9</c>, against a real server.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const string Secret = "sk-test-0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    private readonly ScratchFolder _scratch = new();

    private string Home => _scratch["home"];

    private string Journal => _scratch["journal.ndjson"];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("intended", 1, 0)]
    [InlineData("arrived", 1, 1)]
    [InlineData("recorded", 0, 0)]
    public async Task Cut_in_the_middle_of_a_call_is_known_for_what_it_is(string point, int unknown, int paidTwice)
    {
        await using var server = ChatServer.Start(new ChatServerOptions { JournalPath = Journal });
        await CutAsync(server, "1", "off", point, "0");

        await new AskingRun(server.Address, Home).UseAsync(calls =>
        {
            var listed = calls.Ledger.UnknownOutcomes();
            Assert.Equal(unknown, listed.Count);
            var possible = PriceList.Shipped.Of("gpt-5-mini")!.Bound(AskingRun.Call(0));
            Assert.All(listed, one => Assert.Equal((AskingRun.Call(0).Slot, possible), (one.Slot, one.PossibleCost)));
            Assert.Equal(unknown == 1 ? possible : Dollars.Zero, calls.Budget.Spent - calls.Ledger.Sums().Cost);
            return Task.CompletedTask;
        });

        var (lines, _, code) = await ChildRun.Start("ask", $"{server.Address}", Home, "1", "off").FinishAsync();
        Assert.Equal((0, unknown == 1 ? "Model" : "Ledger"), (code, lines[0].Split(' ')[1]));
        Assert.Equal(1 + paidTwice, ChatJournalEntry.Read(Journal).Count(entry => entry.What == "answer"));
    }

    [Fact]
    public async Task Held_call_of_unknown_outcome_is_not_sent_again()
    {
        await using var server = ChatServer.Start();
        await CutAsync(server, "1", "off", "arrived", "0");

        await new AskingRun(server.Address, Home) { Unknown = UnknownTries.Hold }.UseAsync(async calls =>
        {
            var fault = await Assert.ThrowsAsync<UnknownOutcomeHeldException>(() =>
                calls.Desk.AskAsync(AskingRun.Call(0), AskingRun.ReadName, CancellationToken.None, CancellationToken.None)
            );
            Assert.Contains("calls.unknown", fault.Message);
        });
        Assert.Equal(1, server.Statistics.Requests);
    }

    [Fact]
    public async Task Answer_that_was_recorded_and_not_yet_cached_is_cached_on_resuming()
    {
        await using var server = ChatServer.Start();
        await CutAsync(server, "1", "read", "recorded", "0");
        Assert.False(Directory.Exists(Path.Combine(Home, "cache")));

        await ChildRun.Start("ask", $"{server.Address}", Home, "1", "read").FinishAsync();
        var kept = new CacheKeeper(Path.Combine(Home, "cache", "llm"), TimeProvider.System).Validate(false, CancellationToken.None);
        Assert.Equal((1, 0), (kept.Sound, kept.Damages.Count));
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task Run_killed_again_and_again_asks_nothing_answered_twice_and_ends_with_the_same_answers()
    {
        const int Calls = 400;
        await using var server = ChatServer.Start(new ChatServerOptions { JournalPath = Journal, Latency = TimeSpan.FromMilliseconds(5) });
        var undisturbed = await AnswersAsync(server, _scratch["undisturbed"], Calls);
        var before = ChatJournalEntry.Read(Journal).Count;
        var random = new Random(11);
        var told = new HashSet<string>();
        for (var round = 0; round < 6; round++)
        {
            using var child = ChildRun.Start("ask", $"{server.Address}", Home, $"{Calls}", "read");
            for (var lines = random.Next(told.Count, told.Count + 60); lines >= 0 && await child.ReadLineAsync() is { } line; lines--)
            {
                told.Add(Strip(line));
            }

            child.Kill();
            told.UnionWith((await child.FinishAsync()).Lines.Where(line => line.Split(' ').Length == 3).Select(Strip));
        }

        Assert.Equal(undisturbed, await AnswersAsync(server, Home, Calls));
        Assert.Subset(undisturbed.ToHashSet(), told);

        using var ledger = CallLedgerReader.Open(Path.Combine(Home, "runs", AskingRun.RunId, CallLedger.FileName))!;
        var unknown = ledger.UnknownOutcomes().ToLookup(one => one.Slot);
        Assert.Equal((Calls, 0), (ledger.Sums().Answered, ledger.Sums().Cached));
        Assert.Empty(ledger.InFlight());
        var requests = ChatJournalEntry.Read(Journal).Skip(before).Where(entry => entry.What == "request").ToList();
        Assert.True(requests.Count <= Calls + unknown.Sum(slot => slot.Count()));
        foreach (var again in requests.GroupBy(request => request.IdempotencyKey).Where(group => group.Count() > 1))
        {
            // Every further request of a call stands beside a try whose outcome nobody knew.
            Assert.InRange(again.Count() - 1, 1, unknown.Max(slot => slot.Count()));
        }

        Assert.True(
            requests.GroupBy(request => request.IdempotencyKey).Sum(group => group.Count() - 1) <= unknown.Sum(slot => slot.Count())
        );
    }

    [Fact]
    public async Task Writer_of_the_cache_killed_at_any_moment_leaves_whole_entries()
    {
        var keeper = new CacheKeeper(_scratch["cache"], TimeProvider.System);
        var random = new Random(3);
        for (var round = 0; round < 5; round++)
        {
            using var child = ChildRun.Start("cache-churn", _scratch["cache"]);
            for (var waited = 0; waited < 200 && keeper.Statistics(CancellationToken.None).Entries < 8; waited++)
            {
                await Task.Delay(20);
            }

            await Task.Delay(random.Next(40));
            child.Kill();
            await child.FinishAsync();

            var found = keeper.Validate(repair: false, CancellationToken.None);
            Assert.Equal((8, 0, 0), (found.Sound, found.Damages.Count, found.Foreign));
        }
    }

    [Fact]
    public async Task Key_of_the_provider_is_in_no_file()
    {
        await using var server = ChatServer.Start(
            new ChatServerOptions
            {
                Key = Secret,
                Script = new ChatScript { First = [(ChatFault.Unauthorized, 1)] },
            }
        );
        using var child = ChildRun.Start(
            new Dictionary<string, string> { ["ASK_KEY"] = Secret },
            "ask",
            $"{server.Address}",
            Home,
            "10",
            "read"
        );
        var (lines, errors, code) = await child.FinishAsync();

        Assert.Equal((0, 10), (code, lines.Length));
        Assert.DoesNotContain(Secret, errors + string.Concat(lines));
        var files = Directory.GetFiles(Home, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("calls.db", StringComparison.Ordinal));
        Assert.All(files, file => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret[..16])) < 0, file));
    }

    private async Task CutAsync(ChatServer server, string calls, string mode, string point, string at)
    {
        using var child = ChildRun.Start("ask", $"{server.Address}", Home, calls, mode, point, at);
        var (lines, errors, code) = await child.FinishAsync();
        Assert.True(code == 137 && lines.Length == 0, $"{code} {errors}");
    }

    private static async Task<string[]> AnswersAsync(ChatServer server, string home, int calls)
    {
        var (lines, errors, code) = await ChildRun.Start("ask", $"{server.Address}", home, $"{calls}", "read").FinishAsync();
        Assert.True(code == 0, errors);
        return [.. lines.Select(Strip).Order()];
    }

    // "12 Model Form" without where the answer came from.
    private static string Strip(string line) => string.Join(' ', line.Split(' ').Where((_, index) => index != 1));
}
