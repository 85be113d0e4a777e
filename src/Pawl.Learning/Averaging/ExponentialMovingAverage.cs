using Pawl.Tensors;

namespace Pawl.Learning.Averaging;

/// <summary>
/// A slow copy of the weights, <c>a ← d·a + (1−d)·w</c> after each update, started as a copy of them. While <see cref="Use"/> is open the
/// model computes with the average: so evaluation, sampling and export see what the averaging is for.
/// </summary>
/// <remarks>Polyak and Juditsky, 1992. Not thread-safe.</remarks>
public sealed class ExponentialMovingAverage
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly float[][] _averages;
    private readonly float _decay;
    private bool _inUse;

    /// <param name="decay">Weight of the past, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is outside that range.</exception>
    public ExponentialMovingAverage(IReadOnlyList<Parameter> parameters, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        _parameters = parameters;
        _decay = (float)decay;
        _averages = [.. parameters.Select(parameter => parameter.Value.Values.ToArray())];
    }

    /// <summary>The average of each parameter, in the parameters' order, row-major.</summary>
    public IReadOnlyList<float[]> Averages => _averages;

    /// <summary>Takes in the weights after an update.</summary>
    /// <exception cref="InvalidOperationException">The average is in use: the weights are not in the model.</exception>
    public void Update()
    {
        if (_inUse)
        {
            throw new InvalidOperationException("The average is in use as the model's weights: end that use before the next update.");
        }

        for (var i = 0; i < _averages.Length; i++)
        {
            var average = _averages[i];
            var weights = _parameters[i].Value.Values;
            for (var j = 0; j < average.Length; j++)
            {
                average[j] = _decay * average[j] + (1 - _decay) * weights[j];
            }
        }
    }

    /// <summary>Puts the average into the model until the result is disposed; the weights come back bit for bit.</summary>
    /// <exception cref="InvalidOperationException">It is in use already.</exception>
    public IDisposable Use()
    {
        if (_inUse)
        {
            throw new InvalidOperationException("The average is in use already: end the first use before another.");
        }

        return new Exchange(this);
    }

    /// <summary>Takes the averages from a checkpoint.</summary>
    /// <param name="values">The stored average of a parameter name.</param>
    /// <exception cref="ArgumentException">A stored average has another length than its parameter.</exception>
    public void Restore(Func<string, float[]> values)
    {
        for (var i = 0; i < _averages.Length; i++)
        {
            var stored = values(_parameters[i].Name);
            if (stored.Length != _averages[i].Length)
            {
                throw new ArgumentException(
                    $"The average of '{_parameters[i].Name}' has {stored.Length} elements, the parameter {_averages[i].Length}."
                );
            }

            stored.CopyTo(_averages[i], 0);
        }
    }

    private void Swap()
    {
        for (var i = 0; i < _averages.Length; i++)
        {
            var weights = _parameters[i].Value.Values;
            var average = _averages[i];
            for (var j = 0; j < average.Length; j++)
            {
                (weights[j], average[j]) = (average[j], weights[j]);
            }
        }

        _inUse = !_inUse;
    }

    private sealed class Exchange : IDisposable
    {
        private ExponentialMovingAverage? _owner;

        public Exchange(ExponentialMovingAverage owner)
        {
            _owner = owner;
            owner.Swap();
        }

        public void Dispose()
        {
            _owner?.Swap();
            _owner = null;
        }
    }
}
