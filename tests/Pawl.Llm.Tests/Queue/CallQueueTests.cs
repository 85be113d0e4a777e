using Pawl.Llm.Calls;
using Pawl.Llm.Queue;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Tests.Queue;

public class CallQueueTests
{
    private static readonly TokenUsage Usage = new(60, 0, 40);

    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Before_the_first_success_four_calls_are_on_their_way()
    {
        using var queue = Queue(16);
        var places = await EnterAsync(queue, 20);

        Assert.Equal(4, places.Count(place => place.IsCompleted));
        Assert.Equal((16, 4, 16), (queue.Snapshot().Depth, queue.Snapshot().InFlight, queue.Snapshot().Ceiling));

        queue.Leave(await places[0], PlaceUse.Answered, Question.Of(0), Usage);

        Assert.Equal(16, queue.Snapshot().InFlight);
    }

    [Fact]
    public async Task Lanes_take_turns_whatever_their_length()
    {
        using var queue = Queue(1);
        var first = await queue.EnterAsync("long", Question.Of(0), isAgain: false, default);
        var order = new List<string>();
        var waiting = new List<Task>();
        foreach (var lane in Enumerable.Repeat("long", 6).Append("short").Append("short"))
        {
            waiting.Add(PassAsync(queue, lane, order));
        }

        queue.Leave(first, PlaceUse.Answered, Question.Of(0), Usage);
        await Task.WhenAll(waiting);

        Assert.Equal(["long", "short", "long", "short", "long", "long", "long", "long"], order);
    }

    [Fact]
    public async Task Calls_of_one_lane_go_in_order_and_those_tried_again_before()
    {
        using var queue = Queue(1);
        var first = await queue.EnterAsync("run", Question.Of(0), isAgain: false, default);
        var order = new List<string>();
        var waiting = new[]
        {
            PassAsync(queue, "run", order, "one"),
            PassAsync(queue, "run", order, "two"),
            PassAsync(queue, "run", order, "again", isAgain: true),
        };

        queue.Leave(first, PlaceUse.Failed, Question.Of(0), null);
        await Task.WhenAll(waiting);

        Assert.Equal(["again", "one", "two"], order);
    }

    [Fact]
    public async Task A_429_halves_once_a_round_trip_and_successes_win_it_back_one_by_one()
    {
        using var queue = Queue(16);
        queue.Leave(await queue.EnterAsync("run", Question.Of(0), isAgain: false, default), PlaceUse.Answered, Question.Of(0), Usage);
        var round = await Task.WhenAll(await EnterAsync(queue, 16));

        foreach (var place in round)
        {
            queue.Leave(place, PlaceUse.RateLimited, Question.Of(0), null);
        }

        Assert.Equal(8, queue.Snapshot().Limit);
        queue.Leave(await queue.EnterAsync("run", Question.Of(0), isAgain: false, default), PlaceUse.RateLimited, Question.Of(0), null);
        Assert.Equal(4, queue.Snapshot().Limit);

        var limits = new List<int>();
        for (var success = 0; success < 200; success++)
        {
            queue.Leave(await queue.EnterAsync("run", Question.Of(0), isAgain: false, default), PlaceUse.Answered, Question.Of(0), Usage);
            limits.Add(queue.Snapshot().Limit);
        }

        Assert.Equal([4, 4, 4, 5], limits.Take(4));
        Assert.All(limits.Zip(limits.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 0, 1));
        Assert.Equal(16, limits[^1]);
    }

    [Fact]
    public async Task A_queue_that_is_not_adaptive_keeps_its_ceiling()
    {
        using var queue = new CallQueue(new QueueSettings(8, Adaptive: false, 0, 0), _clock);

        queue.Leave(await queue.EnterAsync("run", Question.Of(0), isAgain: false, default), PlaceUse.Answered, Question.Of(0), Usage);
        queue.Leave(await queue.EnterAsync("run", Question.Of(0), isAgain: false, default), PlaceUse.RateLimited, Question.Of(0), null);

        Assert.Equal(8, queue.Snapshot().Limit);
    }

    [Fact]
    public async Task A_call_that_stops_waiting_leaves_nothing_behind()
    {
        using var queue = Queue(1);
        using var stop = new CancellationTokenSource();
        var first = await queue.EnterAsync("run", Question.Of(0), isAgain: false, default);
        var waiting = queue.EnterAsync("other", Question.Of(1), isAgain: false, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, queue.Snapshot().Depth);
        queue.Leave(first, PlaceUse.Answered, Question.Of(0), Usage);
        Assert.Equal(0, queue.Snapshot().InFlight);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(60)]
    [InlineData(7)]
    public async Task No_minute_holds_a_tenth_more_requests_than_allowed(int perMinute)
    {
        using var queue = new CallQueue(new QueueSettings(64, Adaptive: true, perMinute, 0), _clock);

        var starts = await StartsAsync(queue, perMinute * 3, _ => Usage);

        Assert.All(starts, start => Assert.InRange(Within(starts, start, _ => 1), 0, Math.Max(perMinute * 1.1, perMinute + 1)));
        // And it does not dawdle: three minutes' worth takes no more than three and a bit.
        Assert.InRange((starts[^1] - starts[0]).TotalMinutes, 0, 3.1);
    }

    [Fact]
    public async Task No_minute_holds_a_tenth_more_tokens_than_allowed_though_calls_are_larger_than_guessed()
    {
        const int perMinute = 120_000;
        using var queue = new CallQueue(new QueueSettings(16, Adaptive: true, 0, perMinute), _clock);
        static TokenUsage Real(int number) => new(900 + (number * 7919 % 400), 0, 700 + (number * 104729 % 900));

        var starts = await StartsAsync(queue, 300, Real);

        Assert.All(
            starts,
            start => Assert.InRange(Within(starts, start, number => Real(number).Input + Real(number).Output), 0, perMinute * 1.1)
        );
    }

    /// <returns>When each call began; each takes two seconds.</returns>
    private async Task<List<DateTimeOffset>> StartsAsync(CallQueue queue, int calls, Func<int, TokenUsage> usage)
    {
        var starts = new List<DateTimeOffset>();
        var running = new PriorityQueue<(CallPlace Place, int Number), DateTimeOffset>();
        var waiting = new Queue<Task<CallPlace>>(await EnterAsync(queue, calls));
        while (starts.Count < calls)
        {
            // The clock stands still until all who got a place have been heard of.
            while (starts.Count < calls - queue.Snapshot().Depth)
            {
                running.Enqueue((await waiting.Dequeue(), starts.Count), _clock.GetUtcNow() + TimeSpan.FromSeconds(2));
                starts.Add(_clock.GetUtcNow());
            }

            _clock.Advance(TimeSpan.FromMilliseconds(20));
            while (running.TryPeek(out var done, out var end) && end <= _clock.GetUtcNow())
            {
                running.Dequeue();
                queue.Leave(done.Place, PlaceUse.Answered, Question.Of(done.Number), usage(done.Number));
            }
        }

        return starts;
    }

    private static double Within(List<DateTimeOffset> starts, DateTimeOffset start, Func<int, double> size) =>
        Enumerable
            .Range(0, starts.Count)
            .Where(number => starts[number] >= start && starts[number] < start + TimeSpan.FromMinutes(1))
            .Sum(size);

    private static async Task PassAsync(CallQueue queue, string lane, List<string> order, string? name = null, bool isAgain = false)
    {
        var place = await queue.EnterAsync(lane, Question.Of(0), isAgain, default);
        order.Add(name ?? lane);
        queue.Leave(place, PlaceUse.Answered, Question.Of(0), Usage);
    }

    private static Task<List<Task<CallPlace>>> EnterAsync(CallQueue queue, int calls) =>
        Task.FromResult(
            Enumerable.Range(0, calls).Select(number => queue.EnterAsync("run", Question.Of(number), isAgain: false, default)).ToList()
        );

    private CallQueue Queue(int concurrency) => new(new QueueSettings(concurrency, Adaptive: true, 0, 0), _clock);
}
