using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Reporting;

/// <summary>What the rounds have brought of one work so far.</summary>
internal sealed class Gathering(BenchmarkWork work)
{
    private readonly Dictionary<Configuration, List<Measurement>> _measurements = [];
    private readonly Dictionary<Configuration, string> _failures = [];

    /// <summary>One that failed once is not tried again: the others would wait for it in vain.</summary>
    public bool HasFailed(Configuration configuration) => _failures.ContainsKey(configuration);

    public void Add(Configuration configuration, Measurement measurement)
    {
        if (!_measurements.TryGetValue(configuration, out var rounds))
        {
            _measurements.Add(configuration, rounds = []);
        }

        rounds.Add(measurement);
    }

    public void AddFailure(Configuration configuration, string complaint) => _failures.Add(configuration, complaint);

    public WorkResult Result() =>
        new(
            work,
            [.. _measurements.Select(pair => Figures.Of(pair.Key, pair.Value))],
            [.. _failures.Select(pair => (pair.Key, pair.Value))]
        );
}
