// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <fstream>
#include <iterator>

#include <boost/asio.hpp>

#include "infra/control/control_protocol.hpp"

namespace parcours {
namespace asio = boost::asio;

expected<control_answer> ask_control(const std::string& socket_path, const std::vector<std::string>& words,
                                     std::int64_t wait_ms) {
    std::ifstream file(socket_path + ".token");
    if (!file) return failed(failure_code::unavailable, "no process listens at " + socket_path);
    const std::string token(std::istreambuf_iterator<char>(file), {});

    asio::io_context loop(1);
    asio::local::stream_protocol::socket socket(loop);
    boost::system::error_code error;
    socket.connect(asio::local::stream_protocol::endpoint(socket_path), error);
    if (error) return failed(failure_code::unavailable, "no process listens at " + socket_path);
    asio::write(socket, asio::buffer(write_control_request({token, words})), error);

    std::string line;
    boost::system::error_code read_error = asio::error::timed_out;
    asio::async_read_until(socket, asio::dynamic_buffer(line, control_message_max), '\n',
                           [&](const boost::system::error_code& got, std::size_t) { read_error = got; });
    loop.run_for(std::chrono::milliseconds(wait_ms));
    if (read_error == asio::error::timed_out) return failed(failure_code::in_doubt, "no answer yet");
    const auto answer = read_control_answer(line);
    if (!answer) return failed(failure_code::in_doubt, "the process ended before it answered");
    return *answer;
}

}  // namespace parcours
