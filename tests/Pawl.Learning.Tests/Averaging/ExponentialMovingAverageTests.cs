using Pawl.Learning.Averaging;
using Pawl.Tensors;

namespace Pawl.Learning.Tests.Averaging;

public sealed class ExponentialMovingAverageTests
{
    [Fact]
    public void Average_follows_the_weights_and_steps_in_for_them()
    {
        var parameters = new ParameterSet([("w", new TensorShape(3))]);
        parameters["w"].Value.CopyFrom([0, 8, -4]);
        var average = new ExponentialMovingAverage(parameters, 0.75);
        parameters["w"].Value.CopyFrom([4, 8, 4]);
        average.Update();

        using (average.Use())
        {
            Assert.Equal([1, 8, -2], parameters["w"].Value.Values.ToArray());
            Assert.Throws<InvalidOperationException>(average.Update);
            Assert.Throws<InvalidOperationException>(average.Use);
        }

        Assert.Equal([4, 8, 4], parameters["w"].Value.Values.ToArray());
        Assert.Equal([1, 8, -2], average.Averages[0]);
    }

    [Fact]
    public void Stored_average_of_another_length_is_refused()
    {
        var average = new ExponentialMovingAverage(new ParameterSet([("w", new TensorShape(3))]), 0.5);

        Assert.Throws<ArgumentException>(() => average.Restore(_ => [1, 2]));
        average.Restore(_ => [1, 2, 3]);
        Assert.Equal([1, 2, 3], average.Averages[0]);
    }
}
