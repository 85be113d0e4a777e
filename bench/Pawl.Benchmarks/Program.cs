using Pawl.Benchmarks;

switch (args)
{
    case ["peak"]:
        Peak.Print();
        return 0;
    case ["gemm", .. var rest]:
        GemmBenchmark.Print(rest.Length > 0 ? int.Parse(rest[0]) : 1);
        return 0;
    case ["gpt-step", .. var rest]:
        GptStepBenchmark.Print(rest.Length > 0 ? int.Parse(rest[0]) : 1, rest.Length > 1 ? int.Parse(rest[1]) : 100);
        return 0;
    default:
        Console.Error.WriteLine("usage: Pawl.Benchmarks peak | gemm [threads] | gpt-step [threads] [steps]");
        return 2;
}
