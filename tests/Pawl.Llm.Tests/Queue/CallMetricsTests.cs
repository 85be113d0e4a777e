using System.Diagnostics.Metrics;
using Pawl.Llm.Queue;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Tests.Queue;

public class CallMetricsTests
{
    [Fact]
    public async Task Every_metric_says_what_its_name_says()
    {
        using var queue = new CallQueue(new QueueSettings(777, Adaptive: true, 0, 0), TimeProvider.System);
        var places = Enumerable
            .Range(0, 9)
            .Select(number => queue.EnterAsync("run", Question.Of(number), isAgain: false, default))
            .ToList();
        for (var call = 0; call < 12; call++)
        {
            queue.Submit();
        }

        queue.End(isAnswered: true);
        queue.End(isAnswered: true);
        queue.End(isAnswered: false);
        await places[0];

        var read = Read(queue);

        Assert.Equal(5, read["pawl.llm.queue.depth"]);
        Assert.Equal(4, read["pawl.llm.queue.in_flight"]);
        Assert.Equal(4, read["pawl.llm.queue.limit"]);
        Assert.Equal(777, read["pawl.llm.queue.ceiling"]);
        Assert.Equal(12, read["pawl.llm.queue.submitted"]);
        Assert.Equal(2, read["pawl.llm.queue.completed"]);
        Assert.Equal(1, read["pawl.llm.queue.failed"]);
    }

    private static Dictionary<string, long> Read(CallQueue queue)
    {
        var read = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, queue.Metrics.Meter))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => read[instrument.Name] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => read[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }
}
